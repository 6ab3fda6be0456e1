import { describe, expect, it } from 'vitest';
import { drawnCalls } from '../../../../src/core/bench/calls/drawnCalls';
import type { FunctionParameter } from '../../../../src/core/bench/calls/programFunctions';

const parameter = (name: string, type: string, rest: Partial<FunctionParameter> = {}): FunctionParameter => ({
  name,
  type,
  parts: [],
  byName: false,
  ...rest,
});

function callsWith(
  parameters: readonly FunctionParameter[],
  code = '',
  family: 'script' | 'python' = 'script',
): string[] {
  return drawnCalls({ name: 'f', parameters, code, text: code, family }, 'salt');
}

describe('drawn calls', () => {
  it('are the same for the same function, each once', () => {
    const calls = callsWith([parameter('a', 'number'), parameter('b', 'string')]);
    expect(calls).toEqual(callsWith([parameter('a', 'number'), parameter('b', 'string')]));
    expect(new Set(calls).size).toBe(calls.length);
    expect(calls.length).toBeGreaterThan(20);
  });

  it.each([
    ['number', /^-?[\d.]+$/],
    ['readonly string[]', /^\[(?:"[^"]*"(?:, )?)*\]$/],
    ["'asc' | 'desc'", /^'(?:asc|desc)'$/],
    ['Array<number> | null', /^(?:\[[-\d., ]*\]|null)$/],
    ['{ size: number; name?: string }', /^\{"size": [-\d.]+, "name": "[^"]*"\}$/],
    ['Record<string, boolean>', /^\{(?:"\w+": (?:true|false)(?:, )?)*\}$/],
    ['Set<number>', /^new Set\(\[[-\d., ]*\]\)$/],
    ['(value: string) => void', /^\(\(x\) => x\)$/],
  ])('of a parameter of type %s', (type, shape) => {
    for (const call of callsWith([parameter('a', type)])) expect(call.slice(2, -1)).toMatch(shape);
  });

  it.each([
    ['Optional[int]', /^(?:None|-?[\d.]+)$/],
    ['dict[str, int]', /^\{(?:"\w+": -?[\d.]+(?:, )?)*\}$/],
    ['bool', /^(?:True|False)$/],
  ])('of a Python parameter of type %s', (type, shape) => {
    for (const call of callsWith([parameter('a', type)], '', 'python')) expect(call.slice(2, -1)).toMatch(shape);
  });

  it('give what the function asks for, where no type says it', () => {
    const calls = callsWith([parameter('node', '')], "if (node.kind === 'unary') return node.operand;");
    expect(calls.filter((call) => /^f\(\{"kind": .+, "operand": .+\}\)$/.test(call)).length).toBeGreaterThan(20);
    expect(calls.some((call) => call.includes('"kind": "unary"'))).toBe(true);
  });

  it('name what can be given by its name only, and are none for methods', () => {
    expect(callsWith([parameter('a', 'int', { byName: true })], '', 'python')[0]).toMatch(/^f\(a=-?[\d.]+\)$/);
    expect(callsWith([parameter('self', ''), parameter('a', 'int')], '', 'python')).toEqual([]);
  });
});
