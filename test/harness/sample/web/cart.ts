import { addPrices, formatPrice, type Price } from './prices';

export interface CartLine {
  readonly name: string;
  readonly price: Price;
  readonly count: number;
}

/** How many pieces are in the cart. */
export function countPieces(lines: readonly CartLine[]): number {
  let pieces = 0;
  for (const line of lines) {
    pieces += line.count;
  }
  return peices;
}

/** The total of a cart as text, such as `12.50 EUR`. */
export function describeTotal(lines: readonly CartLine[]): string {
  const total = addPrices(lines.map((line) => line.price));
  return formatPrice(total);
}
