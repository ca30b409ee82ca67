import { redis } from '../clients/redis.js';

export async function askForThumbnail(image: string): Promise<void> {
  await redis.lpush('queue:thumbnails', image);
}

/** An image is kept aside while it is worked on, so that one whose worker died is found again. */
export async function work(make: (image: string) => Promise<void>): Promise<never> {
  for (;;) {
    const image = await redis.blmove('queue:thumbnails', 'queue:thumbnails:processing', 'RIGHT', 'LEFT', 0);
    if (image === null) continue;
    await make(image);
    await redis.lrem('queue:thumbnails:processing', 1, image);
  }
}

/** What was left by workers that died goes to the front again. */
export async function reclaim(): Promise<void> {
  while ((await redis.lmove('queue:thumbnails:processing', 'queue:thumbnails', 'RIGHT', 'RIGHT')) !== null);
}
