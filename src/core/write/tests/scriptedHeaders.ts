import { folderOf, stemOf } from '../../context/paths';
import { inFolder } from '../../context/resolve/world';
import { relativePath } from './relativePath';
import { distinctLines, type HeaderParts, patternOf, type TestHeader } from './testHeader';

/** Ruby: by the project's own helper file, which sets the load path; the source by its relative path. */
export async function rubyHeader({ snapshot, framework, place, example, files }: HeaderParts): Promise<TestHeader> {
  const isRspec = framework.id === 'rspec';
  const names = await files.list(inFolder(framework.root, isRspec ? 'spec' : 'test'));
  const helper = (isRspec ? ['rails_helper', 'spec_helper'] : ['test_helper']).find((name) =>
    names.includes(`${name}.rb`),
  );
  const isRails = helper === 'rails_helper' || /\btest_helper\b|\brails_helper\b/.test(example);
  const tool = helper === undefined ? (isRspec ? [] : ["require 'minitest/autorun'"]) : [`require '${helper}'`];
  const source = relativePath(folderOf(place.path), snapshot.path).replace(/\.rb$/, '').replace(/^\.\//, '');
  // In Rails every class is loaded by its name.
  const own = isRails && /(?:^|\/)app\//.test(snapshot.path) ? [] : [`require_relative '${source}'`];
  const stem = stemOf(snapshot.path);
  return {
    opening: [],
    arrange: (statements) => {
      const kept = statements.filter((each) => {
        const name = /(['"])([^'"\n]+)\1/.exec(each)?.[2] ?? '';
        const isTool = /^(?:minitest(?:\/.*)?|rspec|(?:spec|test|rails)_helper|test\/unit)$/.test(
          name.replace(/^.*\/(?=\w+_helper$)/, ''),
        );
        return !isTool && name.slice(name.lastIndexOf('/') + 1) !== stem;
      });
      return distinctLines([...tool, ...kept, ...own]);
    },
  };
}

/** PHP: classes are loaded by their name, functions by their file. */
export function phpHeader({ snapshot, subject, place, example }: HeaderParts): TestHeader {
  const { text } = snapshot;
  const space = /^\s*namespace\s+([\w\\]+)/m.exec(text)?.[1];
  const isFunction = subject.kind === 'function' && subject.containers.length === 0;
  const full = space === undefined ? subject.entry : `${space}\\${subject.entry}`;
  const required = `require_once __DIR__ . '/${relativePath(folderOf(place.path), snapshot.path).replace(/^\.\//, '')}';`;
  const own = [
    ...(isFunction || space === undefined ? [required] : []),
    ...(space === undefined ? [] : [`use ${isFunction ? 'function ' : ''}${full};`]),
  ];
  const isBeside = place.example !== '' && folderOf(place.example) === folderOf(place.path);
  const ownSpace = isBeside ? /^\s*namespace\s+[\w\\]+;/m.exec(example)?.[0].trim() : undefined;
  const strict = /^\s*declare\(strict_types=1\);/m.test(isBeside ? example : text) ? ['declare(strict_types=1);'] : [];
  return {
    opening: ['<?php', ...strict, ...(ownSpace === undefined ? [] : [ownSpace])],
    arrange: (statements) => {
      const isDropped = new RegExp(
        `^<\\?php|^declare\\b|^namespace\\b|PHPUnit\\\\Framework\\\\TestCase|\\b${patternOf(subject.entry)}\\s*;|^(?:require|include)(?:_once)?\\b`,
      );
      return distinctLines([
        'use PHPUnit\\Framework\\TestCase;',
        ...statements.filter((each) => !isDropped.test(each.trim())),
        ...own,
      ]);
    },
  };
}

/** Lua: by the path of the module from the project's root. */
export function luaHeader({ snapshot, subject, framework }: HeaderParts): TestHeader {
  const { root } = framework;
  const inside = root === '' ? snapshot.path : snapshot.path.slice(root.length + 1);
  const module = inside
    .replace(/\.lua$/, '')
    .replace(/\/init$/, '')
    .replace(/^src\//, '')
    .replaceAll('/', '.');
  const table = /^return\s+(\w+)\s*$/m.exec(snapshot.text)?.[1];
  const stem = stemOf(snapshot.path);
  return {
    opening: [],
    arrange: (statements, body) => {
      const isOfSource = (each: string): boolean => new RegExp(`["'./]${patternOf(stem)}["']`).test(each);
      const named = statements.filter(isOfSource).map((each) => /^local\s+(\w+)/.exec(each)?.[1])[0];
      const called = new RegExp(`(?<![\\w.])(\\w+)[.:]${patternOf(subject.name)}\\b`).exec(body)?.[1];
      const name = named ?? called ?? table ?? subject.entry;
      const kept = statements.filter((each) => !isOfSource(each) && !/["']busted["']/.test(each));
      return distinctLines([...kept, `local ${name} = require("${module}")`]);
    },
  };
}

/** Bash: the script is read by each test file. */
export function batsHeader({ snapshot, place }: HeaderParts): TestHeader {
  const path = relativePath(folderOf(place.path), snapshot.path).replace(/^\.\//, '');
  const stem = stemOf(snapshot.path);
  return {
    opening: ['#!/usr/bin/env bats'],
    arrange: (statements) => {
      const kept = statements.filter((each) => !each.startsWith('#!') && !each.includes(stem));
      return distinctLines([...kept, `source "$BATS_TEST_DIRNAME/${path}"`]);
    },
  };
}
