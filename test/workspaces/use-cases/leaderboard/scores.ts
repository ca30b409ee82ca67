import { redis } from '../clients/redis.js';

export async function addPoints(player: string, points: number): Promise<void> {
  await redis.zincrby('leaderboard', points, player);
}

export async function topTen(): Promise<string[]> {
  return redis.zrevrange('leaderboard', 0, 9, 'WITHSCORES');
}

export async function rankOf(player: string): Promise<number | null> {
  return redis.zrevrank('leaderboard', player);
}
