import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const css = fs.readFileSync(path.resolve(import.meta.dirname, '../../../media/panel.css'), 'utf8');

/** Backgrounds of the editor, which code in the panel has too, in the themes that come with it. */
const backgrounds = {
  'vscode-light': ['#ffffff', '#fdf6e3', '#f5f5f5'],
  'vscode-dark': ['#1e1e1e', '#1f1f1f', '#272822', '#002b36', '#000c18', '#221a0f', '#390000', '#002451'],
  'vscode-high-contrast': ['#000000'],
  'vscode-high-contrast-light': ['#ffffff'],
} as const;

function coloursOf(theme: string): Readonly<Record<string, string>> {
  const block = new RegExp(`body\\.${theme} \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/(--code-\w+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value] as const),
  );
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('colours of code in the panel', () => {
  it('are computed as WCAG says', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it.each(Object.entries(backgrounds))('can be read in %s', (theme, themes) => {
    const colours = coloursOf(theme);
    expect(Object.keys(colours).sort()).toEqual(Object.keys(coloursOf('vscode-light')).sort());
    expect(Object.keys(colours)).toHaveLength(9);
    for (const background of themes)
      for (const [name, colour] of Object.entries(colours))
        expect(contrast(colour, background), `${name} ${colour} on ${background}`).toBeGreaterThanOrEqual(4.5);
  });

  it('are all used, and no class has a colour that is not defined', () => {
    const used = new Set([...css.matchAll(/var\((--code-\w+)/g)].map((match) => match[1]));
    expect([...used].sort()).toEqual(Object.keys(coloursOf('vscode-light')).sort());
  });
});

describe('the panel', () => {
  it('moves nothing, so that there is nothing to reduce', () => {
    expect(css).not.toMatch(/transition|animation|@keyframes/);
  });
});
