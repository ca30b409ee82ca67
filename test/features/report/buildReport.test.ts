import assert from 'node:assert/strict';
import { serviceOf } from '../../serviceOf.js';

const compose = 'services:\n  app:\n    build: .\n    environment:\n      REDIS_URL: redis://redis:6379\n  redis:\n    image: redis:7\n';
const code = (key: string): string => `import Redis from 'ioredis';\nconst redis = new Redis(process.env.REDIS_URL);\nexport const f = (id: string) => redis.incr(\`${key}:\${id}\`);\n`;

describe('what belongs together in the report', () => {
  it('is told apart where two stores have one name', () => {
    const { deployments } = serviceOf({ 'shop/docker-compose.yml': compose, 'shop/src/a.ts': code('views'), 'blog/docker-compose.yml': compose, 'blog/src/a.ts': code('likes') }).reportModel();
    assert.deepEqual(deployments.map(({ place, dataSets }) => [place?.file, ...dataSets]), [['blog/docker-compose.yml', 'likes:*'], ['shop/docker-compose.yml', 'views:*']]);
  });
  it('is told apart where two data sets have one name', () => {
    const { dataSets, services } = serviceOf({ 'shop/docker-compose.yml': compose, 'shop/src/a.ts': code('views'), 'blog/docker-compose.yml': compose, 'blog/src/a.ts': code('views') }).reportModel();
    assert.deepEqual(dataSets.map(({ id, writes }) => [id, writes[0]?.place.file]).sort(), [['redis-views', 'blog/src/a.ts'], ['redis-views-2', 'shop/src/a.ts']]);
    assert.deepEqual(services, [{ name: 'blog', dataSets: ['redis-views'] }, { name: 'shop', dataSets: ['redis-views-2'] }]);
  });
  it('has each table that no code uses, also of one name', () => {
    const table = 'Resources:\n  Items:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: items\n      KeySchema: [{ AttributeName: id, KeyType: HASH }]\n';
    const { dataSets } = serviceOf({ 'shop/template.yml': table, 'blog/template.yml': table }).reportModel();
    assert.deepEqual(dataSets.map(({ id }) => id), ['dynamodb-items', 'dynamodb-items-2']);
  });
});
