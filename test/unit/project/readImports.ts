import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** One import of a file below src/. */
export interface FoundImport {
  /** Path below src/ with forward slashes, such as `core/text/snapshot.ts`. */
  readonly from: string;
  readonly specifier: string;
  /** Path below src/ when the specifier is relative (that it exists is the compiler's business); undefined for packages. */
  readonly to?: string;
  readonly typeOnly: boolean;
}

export interface SourceTree {
  readonly files: readonly string[];
  readonly imports: readonly FoundImport[];
  readonly linesOf: ReadonlyMap<string, number>;
}

/** Reads every TypeScript file below `src` and all its imports: static, exported from, dynamic and in types. */
export function readSourceTree(src: string): SourceTree {
  const names = fs.readdirSync(src, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const files = names.filter((name) => name.endsWith('.ts')).sort();
  const linesOf = new Map<string, number>();
  const imports: FoundImport[] = [];
  for (const from of files) {
    const text = fs.readFileSync(path.join(src, from), 'utf8');
    linesOf.set(from, text.trimEnd().split('\n').length);
    for (const { specifier, typeOnly } of importsIn(from, text)) {
      if (!specifier.startsWith('.')) imports.push({ from, specifier, typeOnly });
      else
        imports.push({ from, specifier, typeOnly, to: `${path.posix.join(path.posix.dirname(from), specifier)}.ts` });
    }
  }
  return { files, imports, linesOf };
}

function importsIn(name: string, text: string): { specifier: string; typeOnly: boolean }[] {
  const found: { specifier: string; typeOnly: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier))
      found.push({ specifier: specifier.text, typeOnly: isTypeOnly(node) });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false));
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const callee = node.expression;
  const loads = callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
  return loads ? node.arguments[0] : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node) || node.importClause === undefined) return false;
  const { phaseModifier, name, namedBindings } = node.importClause;
  if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = namedBindings !== undefined && ts.isNamedImports(namedBindings) ? namedBindings.elements : undefined;
  return name === undefined && named !== undefined && named.length > 0 && named.every((element) => element.isTypeOnly);
}
