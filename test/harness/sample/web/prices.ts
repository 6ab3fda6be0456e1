export interface Price {
  readonly cents: number;
  readonly currency: 'EUR' | 'USD';
}

/** Prices of one currency, added up. */
export function addPrices(prices: readonly Price[]): Price {
  const [first] = prices;
  if (first === undefined) return { cents: 0, currency: 'EUR' };
  const cents = prices.reduce((sum, price) => sum + price.cents, 0);
  return { cents, currency: first.currency };
}

export function formatPrice(price: Price): string {
  return `${(price.cents / 100).toFixed(2)} ${price.currency}`;
}
