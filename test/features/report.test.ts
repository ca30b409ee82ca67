import assert from 'node:assert/strict';
import { createReviewService } from '../../src/reviewService.js';
import { knowledgeTexts, ruleTexts } from '../linter/ruleFiles.js';

describe('the comparison report', () => {
  const service = createReviewService({ rules: ruleTexts(), knowledge: knowledgeTexts() });
  service.setFile('docker-compose.yml', 'services:\n  app:\n    build: .\n    environment:\n      REDIS_URL: redis://redis:6379\n  redis:\n    image: redis:7.4\n    command: redis-server --maxmemory 64mb --maxmemory-policy allkeys-lru\n');
  service.setFile('src/sessions.ts', "import { Redis } from 'ioredis';\nconst redis = new Redis(process.env.REDIS_URL!);\nredis.on('error', console.error);\nexport const start = (id: string, user: string) => redis.set(`session:${id}`, user, 'EX', 1800);\nexport const userOf = (id: string) => redis.get(`session:${id}`);\n");
  const report = service.report();

  it('tells of a data set what is wrong with the store it is kept in', () => {
    assert.match(report, /\| `session:\*` \|.*\| none of its own; \d findings about `redis` \|/);
    assert.match(report, /redis\/eviction-mismatch/);
  });
  it('links to the line of each use', () => {
    assert.match(report, /SET \[src\/sessions\\\.ts:4\]\(src\/sessions\.ts#L4\)|SET \[src\/sessions.*:4\]\(src\/sessions\.ts#L4\)/);
  });
});
