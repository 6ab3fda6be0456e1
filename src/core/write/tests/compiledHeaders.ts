import { baseNameOf, extensionOf, folderOf, stemOf } from '../../context/paths';
import { inFolder } from '../../context/resolve/world';
import type { FrameworkId } from './frameworks';
import { relativePath } from './relativePath';
import { distinctLines, type HeaderParts, type NoHeader, patternOf, type TestHeader, usesName } from './testHeader';

/** Tests of Go stand in the package of what they test. Go refuses an import that nothing uses, or that is there twice. */
export function goHeader({ snapshot }: HeaderParts): TestHeader {
  const name = /^package\s+(\w+)/m.exec(snapshot.text)?.[1] ?? 'main';
  return {
    opening: [`package ${name}`],
    arrange: (statements, body) => {
      const specs = statements
        .filter((each) => each.startsWith('import'))
        .flatMap((each) => [...each.matchAll(/(?:([\w.]+)[^\S\n]+)?("[^"\n]+")/g)])
        .map(([, alias = '', path = '']) => ({ alias: alias === 'import' ? '' : alias, path }))
        .filter(({ alias, path }) => path !== '"testing"' && isUsedInGo(body, alias, path));
      const lines = specs.map(({ alias, path }) => `${alias === '' ? '' : `${alias} `}${path}`);
      const all = [...distinctLines(['"testing"', ...lines])].sort(byPath);
      const [first = ''] = all;
      return [all.length === 1 ? `import ${first}` : `import (\n${all.map((line) => `\t${line}`).join('\n')}\n)`];
    },
  };
}

function isUsedInGo(body: string, alias: string, path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1, -1).replace(/^"/, '');
  const name =
    alias === '' ? last.replace(/^v\d+$/, path.split('/').at(-2) ?? last).replace(/^go-|[.-]go$/, '') : alias;
  return name === '_' || name === '.' || new RegExp(`\\b${name.replace(/\W/g, '')}\\.`).test(body);
}

function byPath(a: string, b: string): number {
  const [left, right] = [a.slice(a.indexOf('"')), b.slice(b.indexOf('"'))];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A test in a file of its own sees what the library crate hands out, and nothing of a program. */
export async function rustHeader({ snapshot, subject, framework, files }: HeaderParts): Promise<TestHeader | NoHeader> {
  const { root } = framework;
  const inside = root === '' ? snapshot.path : snapshot.path.slice(root.length + 1);
  const manifest = (await files.read(inFolder(root, 'Cargo.toml'))) ?? '';
  const named =
    /\[lib\][^[]*?\bname\s*=\s*"([\w-]+)"/.exec(manifest) ?? /\[package\][^[]*?\bname\s*=\s*"([\w-]+)"/.exec(manifest);
  const isLibrary = (await files.list(inFolder(root, 'src'))).includes('lib.rs');
  if (named === null || !isLibrary || inside === 'src/main.rs' || !inside.startsWith('src/')) return 'noLibrary';
  const isPublic = new RegExp(
    `\\bpub\\s+(?:(?:async|const|unsafe)\\s+)*(?:fn|struct|enum|trait|mod|union)\\s+${patternOf(subject.entry)}\\b`,
  );
  if (!isPublic.test(snapshot.text)) return 'notExported';
  const crate = (named[1] ?? '').replaceAll('-', '_');
  const parts = inside
    .slice('src/'.length, -'.rs'.length)
    .split('/')
    .filter((part) => part !== 'lib' && part !== 'mod');
  const own = `use ${[crate, ...parts, subject.entry].join('::')};`;
  return {
    opening: [],
    arrange: (statements) => {
      const isOfSource = new RegExp(`^use\\s+(?:crate|super|${crate})\\b|\\b${patternOf(subject.entry)}\\s*[;,}]`);
      return distinctLines([own, ...statements.filter((each) => !isOfSource.test(each.trim()))]);
    },
  };
}

const junit5Names = [
  'AfterAll',
  'AfterEach',
  'BeforeAll',
  'BeforeEach',
  'Disabled',
  'DisplayName',
  'Nested',
  'RepeatedTest',
  'Test',
];
const junit4Names = ['After', 'AfterClass', 'Before', 'BeforeClass', 'Ignore', 'Test'];

/** Tests of Java and Kotlin stand in the package of what they test. */
export function jvmHeader({ snapshot, subject, framework }: HeaderParts): TestHeader | NoHeader {
  const { languageId, text } = snapshot;
  const isJava = languageId === 'java';
  const end = isJava ? ';' : '';
  if (
    new RegExp(`\\bprivate\\s+(?:\\w+\\s+)*(?:class|fun|object|interface)\\s+${patternOf(subject.entry)}\\b`).test(text)
  )
    return 'notExported';
  const name = /^\s*package\s+([\w.]+)/m.exec(text)?.[1];
  const { id } = framework;
  return {
    opening: name === undefined ? [] : [`package ${name}${end}`],
    arrange: (statements, body) => {
      const kept = statements
        .filter((each) => each.startsWith('import'))
        .filter((each) => isOwnJunit(each, id) && !new RegExp(`\\.${patternOf(subject.entry)}\\s*;?\\s*$`).test(each));
      return distinctLines([...jvmImports(id, isJava, body, kept), ...kept]);
    },
  };
}

/** Imports of another version of the framework go. */
function isOwnJunit(statement: string, id: FrameworkId): boolean {
  if (/\borg\.junit\.jupiter\b/.test(statement)) return id === 'junit5';
  if (/\borg\.junit\b|\bjunit\.framework\b/.test(statement))
    return id === 'junit4' && !/junit\.framework/.test(statement);
  return !/\bkotlin\.test\b/.test(statement);
}

function jvmImports(id: FrameworkId, isJava: boolean, body: string, kept: readonly string[]): string[] {
  const end = isJava ? ';' : '';
  if (id === 'kotlinTest') return [`import kotlin.test.*${end}`];
  const [home, names, assertions] =
    id === 'junit5'
      ? ['org.junit.jupiter.api', junit5Names, 'org.junit.jupiter.api.Assertions']
      : ['org.junit', junit4Names, 'org.junit.Assert'];
  const annotations = names
    .filter((name) => new RegExp(`@${name}\\b`).test(body))
    .map((name) => `import ${home}.${name}${end}`);
  const holder = assertions.slice(assertions.lastIndexOf('.') + 1);
  const named = kept.some((each) => each.includes(`${assertions}.`));
  const bare = /(?<![\w.])(?:assert[A-Z]\w*|fail)\s*[(<{]/.test(body) && !named;
  const asserting = [
    ...(usesName(body, holder) ? [`import ${assertions}${end}`] : []),
    ...(bare && !/\bassertThat\b/.test(kept.join('\n'))
      ? [`import ${isJava ? 'static ' : ''}${assertions}.*${end}`]
      : []),
  ];
  return [...annotations, ...asserting];
}

const dotnetUsings: Readonly<Partial<Record<FrameworkId, string>>> = {
  xunit: 'using Xunit;',
  nunit: 'using NUnit.Framework;',
  mstest: 'using Microsoft.VisualStudio.TestTools.UnitTesting;',
};

export function dotnetHeader({ snapshot, subject, framework }: HeaderParts): TestHeader | NoHeader {
  const { text } = snapshot;
  const isHidden = new RegExp(
    `\\b(?:private|protected|file)\\s+(?:\\w+\\s+)*(?:class|struct|record)\\s+${patternOf(subject.entry)}\\b`,
  );
  if (isHidden.test(text)) return 'notExported';
  const space = /^\s*namespace\s+([\w.]+)/m.exec(text)?.[1];
  const wanted = [dotnetUsings[framework.id] ?? '', space === undefined ? '' : `using ${space};`];
  return {
    opening: [],
    arrange: (statements) => {
      const usings = statements.filter((each) => each.startsWith('using'));
      const kept = usings.filter(
        (each) => !/\b(?:Xunit|NUnit\.Framework|VisualStudio\.TestTools\.UnitTesting)\b/.test(each),
      );
      return distinctLines([...kept, ...wanted, ...statements.filter((each) => !usings.includes(each))]);
    },
  };
}

const frameworkInclude: Readonly<Partial<Record<FrameworkId, { readonly line: string; readonly known: RegExp }>>> = {
  gtest: { line: '#include <gtest/gtest.h>', known: /^#include\s*[<"][^>"\n]*g(?:test|mock)\.h[>"]/m },
  catch2: { line: '#include <catch2/catch_test_macros.hpp>', known: /^#include\s*[<"][^>"\n]*catch[^>"\n]*[>"]/m },
  doctest: { line: '#include <doctest/doctest.h>', known: /^#include\s*[<"][^>"\n]*doctest\.h[>"]/m },
};

/** By the header beside the source, where it has one. */
export async function nativeHeader({
  snapshot,
  framework,
  place,
  example,
  files,
}: HeaderParts): Promise<TestHeader | NoHeader> {
  const folder = folderOf(snapshot.path);
  const stem = stemOf(snapshot.path);
  const names = await files.list(folder);
  const isOwn = /^h/.test(extensionOf(snapshot.path));
  const header = isOwn
    ? baseNameOf(snapshot.path)
    : names.find((name) => stemOf(name) === stem && /\.h(?:h|pp|xx)?$/.test(name));
  if (header === undefined) return 'noLibrary';
  const include = `#include "${relativePath(folderOf(place.path), inFolder(folder, header)).replace(/^\.\//, '')}"`;
  const own = snapshot.languageId === 'c' ? `extern "C" {\n${include}\n}` : include;
  const known = frameworkInclude[framework.id];
  const tool = known?.known.exec(example)?.[0] ?? known?.line ?? '';
  return {
    opening: [],
    arrange: (statements) => {
      const kept = statements.filter(
        (each) => known?.known.test(each) !== true && !each.includes(`${header}"`) && !each.includes(`/${header}`),
      );
      return distinctLines([tool, ...kept, own]);
    },
  };
}
