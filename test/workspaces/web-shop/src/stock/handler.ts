import { sell } from './stock.js';

export async function handler(event: { sku: string; quantity: number }): Promise<{ left: boolean }> {
  return { left: await sell(event.sku, event.quantity) };
}
