import { valueAt } from './lookup.js';

/** `{deployment.name}`, `{key|the key}`, `{text:ttl}`; not `${…}` and not `{ NX: true }`. */
const placeholder = /(?<!\$)\{(text:)?([A-Za-z][\w.-]*)(?:\|([^{}]*))?\}/g;

export interface Placeholder {
  readonly isText: boolean;
  readonly path: string;
  /** Where it starts in the text. */
  readonly offset: number;
}

export function placeholders(text: string): Placeholder[] {
  return [...text.matchAll(placeholder)].map(match => ({ isText: match[1] !== undefined, path: match[2] ?? '', offset: match.index }));
}

/** Puts a fact's values in: numbers plain, lists joined, what is unknown by the words after `|`. */
export function fillMessage(text: string, fact: object): string {
  return text.replace(placeholder, (_, _text, path: string, otherwise: string | undefined) => show(valueAt(fact, path)) ?? otherwise ?? 'unknown');
}

/** As `fillMessage`, with `{text:place}`; undefined when something it needs is not there. */
export function fillCode(text: string, fact: object, textOf: (path: string) => string | undefined): string | undefined {
  const missing: string[] = [];
  const filled = text.replace(placeholder, (_, isText: string | undefined, path: string, otherwise: string | undefined) => {
    const value = (isText === undefined ? show(valueAt(fact, path)) : textOf(path)) ?? otherwise;
    if (value === undefined) missing.push(path);
    return value ?? '';
  });
  return missing.length === 0 ? filled : undefined;
}

function show(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}
