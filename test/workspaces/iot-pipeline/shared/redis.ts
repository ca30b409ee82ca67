import { Redis } from 'ioredis';

export const hot = new Redis(process.env.HOT_REDIS_URL!);
hot.on('error', error => console.error('redis-hot', error));

/** For BullMQ, whose workers wait for as long as it takes. */
export const jobsConnection = new Redis(process.env.JOBS_REDIS_URL!, { maxRetriesPerRequest: null });
jobsConnection.on('error', error => console.error('redis-jobs', error));
