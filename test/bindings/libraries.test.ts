import assert from 'node:assert/strict';
import { inWords } from './inWords.js';

const rows: readonly (readonly [code: string, ...calls: string[]])[] = [
  ["import { Queue } from 'bullmq'; const q = new Queue('emails', { connection }); q.add('send', {});", 'job-queue: make queue emails', 'job-queue: write queue emails'],
  ["import { Worker } from 'bullmq'; new Worker('emails', job => {}, { connection });", 'job-queue: make worker emails'],
  ["import { FlowProducer } from 'bullmq'; const flow = new FlowProducer(); flow.add({ name: 'a', queueName: 'emails' });", 'job-queue: make flow producer ?', 'job-queue: write flow producer emails'],
  ["import Queue from 'bull'; const q = new Queue('emails', 'redis://a'); q.process(job => {});", 'job-queue: make queue emails', 'job-queue: read queue emails'],
  ["const Queue = require('bull'); const q = new Queue('emails'); q.add({});", 'job-queue: make queue emails', 'job-queue: write queue emails'],
  ["const Queue = require('bee-queue'); const q = new Queue('emails', { redis: client }); q.createJob({}).retries(2).save(); q.process(job => {});", 'job-queue: make queue emails', 'job-queue: write queue emails', 'job-queue: read queue emails'],
  ["import Queue from 'bee-queue'; const q = new Queue('emails'); const job = q.createJob({}); job.timeout(3000); job.save(); q.saveAll([job]);", 'job-queue: make queue emails', 'job-queue: write queue emails', 'job-queue: write queue emails'],
  ["import { InjectQueue } from '@nestjs/bullmq'; import { Queue } from 'bullmq'; class A { constructor(@InjectQueue('emails') private q: Queue) {} go() { this.q.add('a', {}); } }", 'job-queue: write queue emails'],
  ["import { RedisStore } from 'connect-redis'; new RedisStore({ client });", 'session: make session store sess:*'],
  ["import RedisStore from 'connect-redis'; new RedisStore({ client, prefix: 'app:' });", 'session: make session store app:*'],
  ["const session = require('express-session'); const RedisStore = require('connect-redis')(session); new RedisStore({ client });", 'session: make session store sess:*'],
  ["import Redlock from 'redlock'; const locks = new Redlock([client]); locks.acquire([`lock:${id}`, 'all'], 5000);", 'lock: make lock ?', 'lock: write lock lock:*', 'lock: write lock all'],
  ["import { RateLimiterRedis } from 'rate-limiter-flexible'; const l = new RateLimiterRedis({ storeClient, keyPrefix: 'login' }); l.consume(ip);", 'rate-limit: make rate limiter login:*', 'rate-limit: write rate limiter login:*'],
  ["import { Ratelimit } from '@upstash/ratelimit'; const limits = new Ratelimit({ redis, limiter: Ratelimit.slidingWindow(10, '10 s') }); limits.limit(ip);", 'rate-limit: make rate limiter @upstash/ratelimit:*', 'rate-limit: write rate limiter @upstash/ratelimit:*'],
  ["import { Ratelimit } from '@upstash/ratelimit'; const limits = new Ratelimit({ redis, limiter, prefix: 'login' }); const { remaining } = limits.getRemaining(ip);", 'rate-limit: make rate limiter login:*', 'rate-limit: read rate limiter login:*'],
  ["import { MultiRegionRatelimit } from '@upstash/ratelimit'; new MultiRegionRatelimit({ redis: [eu, us], limiter }).blockUntilReady(ip, 1000);", 'rate-limit: make rate limiter @upstash/ratelimit:*', 'rate-limit: write rate limiter @upstash/ratelimit:*'],
  ["import { redisStore } from 'cache-manager-redis-yet'; redisStore({ url });", 'cache: make cache store ?'],
  ["import KeyvRedis from '@keyv/redis'; new KeyvRedis('redis://a', { namespace: 'app' });", 'cache: make cache store app::*'],
  ["import { createAdapter } from '@socket.io/redis-adapter'; io.adapter(createAdapter(pub, sub));", 'pub-sub: make Socket.IO adapter socket.io*'],
];

describe('libraries that keep data of their own in Redis', () => {
  for (const [code, ...calls] of rows) it(code, () => assert.deepEqual(inWords(code), calls));
});
