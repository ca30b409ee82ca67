import type { Reader } from '../../facts/reader.js';
import { cloudFormation } from './cloudFormation.js';
import { compose } from './compose.js';
import { cql } from './cql.js';
import { env } from './env.js';
import { redisConf } from './redisConf.js';
import { serverless } from './serverless.js';

/** In the order in which they are asked. */
export const configReaders: readonly Reader[] = [env, cql, serverless, cloudFormation, compose, redisConf];
