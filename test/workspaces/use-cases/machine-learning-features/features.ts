import { redis } from '../clients/redis.js';

export interface CustomerFeatures {
  purchases30d: number;
  averageBasket: number;
  daysSinceVisit: number;
}

const twoDays = 2 * 24 * 60 * 60;

/** Computed each hour by a job; a model asks for them while a page is built, and does without those of last week. */
export async function publishFeatures(customer: string, features: CustomerFeatures): Promise<void> {
  const key = `features:customer:${customer}`;
  await redis.multi().hset(key, { ...features }).expire(key, twoDays).exec();
}

export async function featuresFor(customers: readonly string[]) {
  const pipeline = redis.pipeline();
  for (const customer of customers) pipeline.hmget(`features:customer:${customer}`, 'purchases30d', 'averageBasket', 'daysSinceVisit');
  return pipeline.exec();
}
