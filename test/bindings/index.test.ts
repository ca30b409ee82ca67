import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Binding, InstanceType, Meaning, Method } from '../../src/bindings/binding.js';
import { bindings } from '../../src/bindings/index.js';
import { redisCommandTable } from '../../src/bindings/redisCommandTable.js';

const methods = bindings.flatMap(binding => Object.values(binding.types)).flatMap(type => Object.values(type.methods ?? {}));

describe('bindings', () => {
  it('are all in the index', () => {
    const declared = readdirSync('src/bindings').flatMap(file =>
      [...readFileSync(`src/bindings/${file}`, 'utf8').matchAll(/^export const (\w+)(?:: Binding =| = (?:driver|cacheStore)\()/gm)].map(match => match[1] ?? ''));
    const index = readFileSync('src/bindings/index.ts', 'utf8');
    assert.equal(declared.length, bindings.length);
    assert.deepEqual(declared.filter(name => !index.includes(`  ${name},\n`)), []);
  });

  it('speak only of types that they have', () => {
    for (const binding of bindings) {
      const named = [...Object.values(binding.exports).flatMap(typesOf), ...Object.values(binding.types).flatMap(typesGiven)];
      assert.deepEqual(named.filter(name => !Object.hasOwn(binding.types, name)), [], binding.library);
    }
  });

  it('speak only of commands that Redis has', () => {
    const all = methods.flatMap((method): readonly Method[] => (method.does === 'commands' ? method.commands : [method]));
    const commands = all.flatMap(method => (method.does === 'command' || method.does === 'iterate' ? [method.command] : []));
    assert.deepEqual(commands.filter(command => !Object.hasOwn(redisCommandTable, command)), []);
  });

  it('give each command and operation a description', () => {
    const described = (store: string): Set<string> => new Set(namesIn(parse(readFileSync(`rules/knowledge/commands/${store}.yaml`, 'utf8'))));
    const redis = described('redis');
    assert.deepEqual(Object.keys(redisCommandTable).filter(name => !redis.has(name)), []);
    const operations = bindings.flatMap(operationsOf);
    const dynamodb = described('dynamodb');
    assert.deepEqual([...new Set(operations)].filter(name => !dynamodb.has(name)), []);
  });
});

function typesOf(meaning: Meaning): string[] {
  const own = 'gives' in meaning ? [meaning.gives] : meaning.is === 'decorator' ? [meaning.injects] : [];
  const instead = 'instead' in meaning ? meaning.instead.map(({ gives }) => gives) : [];
  const over = 'over' in meaning ? [...Object.values(meaning.over.gives), ...[meaning.over.ofUrl, meaning.over.own].filter(name => name !== undefined)] : [];
  const members = 'members' in meaning ? Object.values(meaning.members ?? {}) : [];
  return [...own, ...instead, ...over, ...members.flatMap(typesOf)];
}

function typesGiven(type: InstanceType): string[] {
  return [...Object.values(type.properties ?? {}), ...Object.values(type.methods ?? {}).flatMap((method: Method) => (method.does === 'give' ? [method.type] : []))];
}

function operationsOf(binding: Binding): string[] {
  const requests = Object.values(binding.exports).flatMap(meaning => (meaning.is === 'request' ? [meaning.operation] : []));
  return [...requests, ...Object.values(binding.types).flatMap(type => Object.values(type.methods ?? {})).flatMap(method => (method.does === 'request' ? [method.operation] : []))];
}

/** Names of commands, whether they are keys or `name` fields. */
function namesIn(table: unknown): string[] {
  if (table === null || typeof table !== 'object') return [];
  return Object.entries(table).flatMap(([key, value]) => [key, ...(key === 'name' && typeof value === 'string' ? [value] : []), ...namesIn(value)]);
}
