import { InvalidArgumentError } from 'commander';

/** Reads the number of an option. @throws InvalidArgumentError */
export function count(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0 on.');
  return Number(text);
}

/** Reads a number that means something only from 1 on. @throws InvalidArgumentError */
export function countFromOne(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 on.');
  return Number(text);
}
