import { redis } from '../lib/redis.js';

export interface Order {
  id: string;
  customer: string;
  lines: { sku: string; quantity: number }[];
  total: number;
}

export async function saveOrder(order: Order): Promise<void> {
  await redis.set(`order:${order.id}`, JSON.stringify(order));
}

export async function findOrder(id: string): Promise<Order | undefined> {
  const found = await redis.get(`order:${id}`);
  if (!found) return undefined;
  return JSON.parse(found) as Order;
}
