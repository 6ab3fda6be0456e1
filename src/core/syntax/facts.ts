/**
 * What a file defines, imports and hands on, read from its tree by the queries of its language. The queries are the only
 * place that knows node names, so a language is added by `grammars/<language>/{definitions,imports}.scm`, and a row in
 * exportRules.ts unless all its top level can be named by other files.
 *
 * Captures of `definitions.scm`. Where several patterns match one name, the first pattern in the file counts.
 *
 *     @definition.<kind>  the whole definition; its kinds are those of `DefinitionKind`. A function in a class, interface, enum
 *                         or @scope becomes a method by itself
 *     @name               its name, required; quotes around it are dropped
 *     @body               what its signature leaves out. Definitions in it are its members; those in the body of a function,
 *                         method or macro are locals and dropped
 *     @members            where its members are, when that is not all that the signature leaves out
 *     @end                a node of no common parent that the definition goes on to: half-written code
 *     @broken             like @members, but a syntax error: only methods and fields in it are its members
 *     @in                 counts only where this node is the body of a definition: an entry of an object literal
 *     @container          name of the definition that it belongs to, where it does not stand in it: a receiver, `Foo.prototype.x`
 *     @exported           other files can name it, whatever exportRules.ts says
 *     @owned              assigned in a method, belongs to the class around it: `self.x = 1`; counts once
 *     @outer              a statement around a definition that belongs to it: `export`, `declare`, `template <…>`
 *     @decorator          right before a definition (or at its beginning): part of it, and of its signature when short
 *     @scope              with @name and @body: holds members of something that is defined elsewhere: `impl Foo {}`
 *     @local              a region whose definitions nobody else can name: the body of an anonymous function
 *
 * Captures of `imports.scm`: one match is one name.
 *
 *     @import             the statement that binds the name; @reexport one that hands it on; both, where it does both. A
 *                         @reexport of an @imported name from no module at all is an @export
 *     @whole              alone: the statement around imports whose @import is only a part of it; with @reexport in the same
 *                         match all of them are handed on
 *     @module             the module as it is written; quotes and angle brackets are dropped
 *     @name               the name in this file, when the captures below are not that name themselves
 *     @imported           the name in the module; without a @name also the name here
 *     @default            the default export, by its name here (or with @name)
 *     @namespace          the whole module, by its name here (or with @name)
 *     @package            the whole module, called by the first part of `a.b` or the last of `a/b`
 *     @wildcard           all that the module has: the name is `*`
 *     @prefixed @prefix   a region and the path that counts for every import in it: `use a::{b, c}`. `(#set! separator "::")`
 *                         is put behind the path; the prefix of an outer region comes first
 *     @export             a name of this file that it exports here; with @name or `(#set! name "default")` under another name
 *
 * Captures of `references.scm` are described in references.ts. Names that begin with `_` are for predicates alone.
 */
import { docOf, signatureOf } from './definitionHead';
import { DefinitionSweep, type FoundDefinition } from './definitions';
import { exportRule } from './exportRules';
import { type FactMatch, factMatches } from './factMatches';
import type { Definition, FileFacts } from './fileFacts';
import { readImports } from './importNames';
import type { LanguageEntry } from './languages';
import type { ParsedDocument } from './trees';

/** Of a file with more definitions those of its top level come first, then their members. */
const MAX_DEFINITIONS = 2_000;

/**
 * The facts of a parsed document, true of its text as it is; of one with syntax errors, what the tree makes out. A language
 * without these queries has none. Costs 0.5 to 0.9 of a full parse, so call it when a file was read or at rest, not per key.
 */
export function fileFacts(document: ParsedDocument): FileFacts {
  return readFacts(document.text, document.grammar.entry, factMatches(document));
}

/** The same from matches that are already there. */
export function readFacts(text: string, entry: LanguageEntry, matches: readonly FactMatch[]): FileFacts {
  const rule = exportRule(entry.queries);
  const found = readImports(text, matches);
  const sweep = new DefinitionSweep(text, rule);
  const definitions = capped(sweep.run(matches, (nameStart) => found.bound.has(nameStart)));
  const listOnly = rule.listIsComplete === true && found.exported.size > 0;
  return {
    definitions: definitions.map((each) => describe(text, entry, each, isExported(each, found.exported, listOnly))),
    imports: found.imports,
    reExports: found.reExports,
  };
}

function describe(text: string, entry: LanguageEntry, found: FoundDefinition, exported: boolean): Definition {
  const { name, kind, container, start, plainStart, end, nameEnd, bodyStart } = found;
  const { lineComment } = entry;
  const oneLine = bodyStart === undefined && (kind === 'field' || kind === 'constant' || kind === 'variable');
  const head = { start, plainStart, nameEnd, end: bodyStart ?? end, hasBody: bodyStart !== undefined, oneLine };
  const signature = signatureOf(text, head, lineComment);
  return { name, kind, container, signature, doc: docOf(text, start, bodyStart, lineComment), start, end, exported };
}

function isExported(found: FoundDefinition, exported: ReadonlySet<string>, listOnly: boolean): boolean {
  const { open, parent, name, container } = found;
  if (parent !== undefined) return open && isExported(parent, exported, listOnly);
  if (container !== '') return open;
  return exported.has(name) || (open && !listOnly);
}

function capped(found: readonly FoundDefinition[]): readonly FoundDefinition[] {
  if (found.length <= MAX_DEFINITIONS) return found;
  const kept = new Set([...found].sort((a, b) => a.depth - b.depth).slice(0, MAX_DEFINITIONS));
  return found.filter((each) => kept.has(each));
}
