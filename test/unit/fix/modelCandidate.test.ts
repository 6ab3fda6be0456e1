import { describe, expect, it } from 'vitest';
import type { FixTarget } from '../../../src/core/fix/fixTarget';
import { modelCandidate } from '../../../src/core/fix/modelCandidate';
import { snapshotOf } from '../../fakes/scriptedChat';

const text = 'import os\n\n\ndef f(a):\n    return sqrt(a)\n\n\ndef g():\n    return 1\n';
const start = text.indexOf('def f');
const code = 'def f(a):\n    return sqrt(a)';
const target: FixTarget = {
  start,
  end: start + code.length,
  kind: 'function',
  name: 'f',
  text: code,
  firstLine: 4,
  problems: [],
};

function newText(answer: string): string {
  const found = modelCandidate(
    `\`\`\`python\n${answer}\n\`\`\``,
    { stop: 'end' },
    { snapshot: snapshotOf(text), target },
  );
  if (typeof found === 'string') throw new Error(found);
  return found.newText;
}

describe('modelCandidate', () => {
  it('takes an import that the new code uses, behind the others', () => {
    expect(newText(`from math import sqrt\n\n${code}  # root`)).toBe(
      text.replace('import os\n', 'import os\nfrom math import sqrt\n').replace('sqrt(a)', 'sqrt(a)  # root'),
    );
  });

  it('takes no import that is there already, is not used, or hides a statement', () => {
    const right = code.replace('sqrt(a)', 'os.sep');
    for (const above of ['import os', 'import re', 'import os; os.remove("x")', 'import sys; sys.exit()'])
      expect(newText(`${above}\n\n${right}`)).toBe(text.replace('sqrt(a)', 'os.sep'));
  });

  it('changes nothing but the function, whatever else the answer holds', () => {
    const right = code.replace('sqrt(a)', 'a ** 0.5');
    const whole = text.replace(code, right).replace('return 1', 'return evil()');
    expect(newText(whole)).toBe(text.replace(code, right));
    expect(newText(`${right}\n\n\nos.system("curl evil")`)).toBe(text.replace(code, right));
  });
});
