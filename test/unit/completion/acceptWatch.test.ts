import { describe, expect, it } from 'vitest';
import { AcceptWatch, type Offer } from '../../../src/core/completion/acceptWatch';

/** A document with one cursor, as the editor changes it and asks. */
class Stage {
  readonly decided: string[] = [];
  readonly watch = new AcceptWatch((languageId, { taken, figure }) =>
    this.decided.push(`${languageId} ${figure ?? '-'} ${taken}`),
  );
  cursor = 10;

  offer(text: string, change: Partial<Offer> = {}): number {
    const offset = this.cursor;
    const facts = { uri: 'a', languageId: 'go', figure: 0.5, level: undefined };
    return this.watch.offered({ ...facts, text, start: offset, offset, given: 0, ...change });
  }

  /** Puts a text in at the cursor, which stands behind the part of it that was typed afterwards. */
  write(text: string, typed = text.length, uri = 'a'): void {
    this.watch.changed(uri, [{ start: this.cursor, oldEnd: this.cursor, text }]);
    this.cursor += typed;
  }

  /** What there is to tell once two more suggestions have come. */
  get all(): readonly string[] {
    this.cursor = 1_000;
    this.offer('later');
    this.offer('last');
    this.offer('very last');
    return this.decided.filter((each) => !each.startsWith('go 0.5 no') || this.decided.indexOf(each) === 0);
  }
}

describe('AcceptWatch', () => {
  it('is told when one was accepted as a whole', () => {
    const stage = new Stage();
    const id = stage.offer('foo(bar)');
    stage.write('foo(bar)');
    stage.watch.accepted(id);
    expect(stage.decided).toEqual(['go 0.5 whole']);
    stage.watch.accepted(id);
    expect(stage.decided).toHaveLength(1);
  });

  it('hears of it after the next suggestion as well', () => {
    const stage = new Stage();
    const id = stage.offer('foo(bar)');
    stage.write('foo(bar)');
    stage.offer('.baz', { figure: 0.7 });
    stage.watch.accepted(id);
    expect(stage.decided).toEqual(['go 0.5 whole']);
  });

  it('sees that a word or a line of it was taken', () => {
    const stage = new Stage();
    stage.offer('foo(bar)');
    stage.write('foo');
    stage.write('x');
    expect(stage.all[0]).toBe('go 0.5 part');
  });

  it.each([
    ['typed key by key', ['f', 'o', 'o']],
    ['a bracket with its closer', ['f', 'o', 'o', '(']],
    ['something else', ['g']],
    ['something else at once', ['paste me']],
  ])('takes %s for no acceptance', (_, keys) => {
    const stage = new Stage();
    stage.offer('foo(bar)', { figure: 0.6 });
    for (const key of keys) stage.write(key === '(' ? '()' : key, 1);
    stage.cursor = 500;
    stage.offer('a');
    stage.cursor = 600;
    stage.offer('b');
    expect(stage.decided).toEqual(['go 0.6 no']);
  });

  it('is one suggestion as long as it is typed through, and after a backspace', () => {
    const stage = new Stage();
    const id = stage.offer('foo(bar)', { figure: 0.6 });
    stage.write('f');
    expect(stage.offer('oo(bar)', { figure: 0.8 })).toBe(id);
    stage.write('o');
    stage.watch.changed('a', [{ start: stage.cursor - 1, oldEnd: stage.cursor, text: '' }]);
    stage.cursor -= 1;
    expect(stage.offer('oo(bar).baz')).toBe(id);
    stage.write('oo(');
    stage.write(')');
    stage.cursor = 500;
    stage.offer('a');
    stage.cursor = 600;
    stage.offer('b');
    expect(stage.decided).toEqual(['go 0.6 part']);
  });

  it('does not count what the selected entry of the suggest widget gives', () => {
    const stage = new Stage();
    const widget = { start: 8, given: 'total'.length, figure: 0.6 };
    stage.offer('total(a)', widget);
    stage.watch.changed('a', [{ start: 8, oldEnd: 10, text: 'total' }]);
    stage.cursor = 13;
    stage.write('x');
    expect(stage.all[0]).toBe('go 0.6 no');
    const other = new Stage();
    other.offer('total(a)', widget);
    other.watch.changed('a', [{ start: 8, oldEnd: 10, text: 'total(a' }]);
    other.cursor = 15;
    other.write('x');
    expect(other.all[0]).toBe('go 0.6 part');
  });

  it('knows documents apart, and deleting what follows', () => {
    const stage = new Stage();
    const id = stage.offer('foo(bar)', { figure: 0.6 });
    stage.write('zzz', 0, 'b');
    expect(stage.offer('foo(bar)')).toBe(id);
    stage.watch.changed('a', [{ start: 10, oldEnd: 14, text: '' }]);
    expect(stage.offer('foo(bar)')).not.toBe(id);
  });

  it('forgets', () => {
    const stage = new Stage();
    const id = stage.offer('foo');
    stage.watch.clear();
    stage.watch.accepted(id);
    expect(stage.decided).toEqual([]);
  });
});
