import { describe, expect, it } from 'vitest';
import { dataToDelete, type FoundData } from '../../../src/core/models/dataToDelete';

const found = (change: Partial<FoundData>): FoundData => ({
  model: { id: 'm' },
  path: '/models/m.gguf',
  state: 'present',
  bytes: 100,
  isOurs: false,
  ...change,
});
const part = (isOurs: boolean) => ({ path: '/models/m.gguf.part', bytes: 30, isOurs });
const file = { id: 'm', path: '/models/m.gguf' };
const partOf = { id: 'm', path: '/models/m.gguf.part' };

describe('dataToDelete', () => {
  it('has nothing to do with models that are not there', () => {
    expect(dataToDelete([found({ state: 'absent', bytes: 0 })], '')).toEqual({ remove: [], leave: [] });
  });

  it('removes what Plinth downloaded, with its part', () => {
    const removal = { ...file, what: 'everything', bytes: 100 };
    expect(dataToDelete([found({ isOurs: true })], '')).toEqual({ remove: [removal], leave: [] });
    expect(dataToDelete([found({ isOurs: true, part: part(false) })], '/models/other.gguf')).toEqual({
      remove: [{ ...removal, bytes: 130 }],
      leave: [],
    });
  });

  it.each<[what: string, entry: Partial<FoundData>, ownFile: string]>([
    ['a right file that somebody else put there', {}, ''],
    ['a file of another size', { state: 'wrongSize' }, ''],
    ['a file of another size, whatever is remembered of it', { state: 'wrongSize', isOurs: true }, ''],
    ['the file that the user chose as the own one', { isOurs: true }, '/models/m.gguf'],
  ])('leaves %s, but removes the part that is Plinth’s', (_what, entry, ownFile) => {
    expect(dataToDelete([found(entry)], ownFile)).toEqual({ remove: [], leave: [file] });
    expect(dataToDelete([found({ ...entry, part: part(true) })], ownFile)).toEqual({
      remove: [{ ...partOf, what: 'part', bytes: 30 }],
      leave: [file],
    });
    expect(dataToDelete([found({ ...entry, part: part(false) })], ownFile).leave).toEqual([file, partOf]);
  });

  it('removes a begun download of its own and leaves the part of another program', () => {
    const begun = { state: 'partial', bytes: 30 } as const;
    expect(dataToDelete([found({ ...begun, isOurs: true, part: part(true) })], '')).toEqual({
      remove: [{ ...partOf, what: 'part', bytes: 30 }],
      leave: [],
    });
    expect(dataToDelete([found({ ...begun, part: part(false) })], '')).toEqual({ remove: [], leave: [partOf] });
  });
});
