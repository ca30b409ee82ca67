import assert from 'node:assert/strict';
import type { ConfigFile } from '../../../src/facts/config.js';
import type { Reader } from '../../../src/facts/reader.js';

export function readConfig(reader: Reader, text: string, path = 'file.yml'): ConfigFile {
  const file = reader.read(path, text);
  assert.equal(file.kind, 'config');
  return file;
}

/** The facts hold at least what is expected. A setting is written as its value, `'?'` when unknown; empty lists and maps are left out. */
export function check(reader: Reader, text: string, expected: readonly object[], path?: string): void {
  const facts = readConfig(reader, text, path).facts.map(fact => plain(fact) as Record<string, unknown>);
  const picked = facts.map((fact, index) => pick(fact, expected[index] ?? {}));
  assert.deepEqual(picked, expected, JSON.stringify(facts, null, 1));
}

/** The text under each setting's range. */
export function settingTexts(text: string, settings: Readonly<Record<string, { readonly range: { readonly start: number; readonly end: number } }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, { range }]) => [name, text.slice(range.start, range.end)]));
}

function pick(actual: unknown, expected: unknown): unknown {
  if (Array.isArray(actual) && Array.isArray(expected)) return actual.map((item, index) => pick(item, expected[index]));
  if (!isRecord(actual) || !isRecord(expected)) return actual;
  return Object.fromEntries(Object.keys(expected).map(key => [key, pick(actual[key], expected[key])]));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  if ('value' in value && 'range' in value && !('kind' in value)) return value.value ?? '?';
  return Object.fromEntries(Object.entries(value)
    .filter(([key]) => !/range$/i.test(key) && key !== 'insertAt')
    .map(([key, inner]) => [key, plain(inner)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function withoutRange<T extends { readonly range?: unknown }>(fact: T): Omit<T, 'range'> {
  return Object.fromEntries(Object.entries(fact).filter(([key]) => key !== 'range')) as Omit<T, 'range'>;
}
