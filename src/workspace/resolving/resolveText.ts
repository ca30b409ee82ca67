import type { Call } from '../../facts/code.js';
import type { Evaluator } from './evaluator.js';
import { optionsOf, unknown, type Found } from './found.js';
import type { Frame } from './frame.js';
import { template, type Text, type TextPiece } from '../known.js';

const hole: TextPiece = { hole: true };

/** The text that something is: of one hole when it may be any; undefined when it is no text. */
export function textOf(found: Found): Text | undefined {
  switch (found.is) {
    case 'text':
      return found;
    case 'number':
      return { is: 'text', pieces: [{ text: String(found.number) }] };
    case 'unknown':
      return { is: 'text', pieces: [hole] };
    case 'either':
      return oneText(found.options);
    case 'meaning':
      return found.meaning.is === 'constant' ? { is: 'text', pieces: [{ text: found.meaning.text }] } : undefined;
    default:
      return undefined;
  }
}

/** One of several texts: the environment's with what stands in for it, else the one template they share, else any. */
function oneText(options: readonly Found[]): Text | undefined {
  const texts: Text[] = [];
  for (const option of options) {
    const text = option.is === 'null' ? undefined : textOf(option);
    if (text) texts.push(text);
  }
  const [first, second] = texts;
  if (first === undefined) return undefined;
  if (texts.every(text => template(text) === template(first))) return first;
  const environment = texts.find(text => text.pieces.length === 1 && text.pieces.some(piece => 'environment' in piece));
  if (environment && texts.length === 2) {
    const [piece] = environment.pieces;
    const other = environment === first ? second : first;
    const otherwise = other && fixed(other);
    if (piece && 'environment' in piece) return { is: 'text', pieces: [{ environment: piece.environment, ...(otherwise !== undefined && { otherwise }) }] };
  }
  return { is: 'text', pieces: [hole] };
}

/** The text when all of it is fixed. */
export function fixed(text: Text): string | undefined {
  let joined = '';
  for (const piece of text.pieces) {
    if (!('text' in piece)) return undefined;
    joined += piece.text;
  }
  return joined;
}

export function concatenation(parts: readonly Found[]): Found {
  const pieces: TextPiece[] = [];
  for (const part of parts) {
    for (const piece of textOf(part)?.pieces ?? [hole]) {
      const last = pieces.at(-1);
      if ('text' in piece && last && 'text' in last) pieces[pieces.length - 1] = { text: last.text + piece.text };
      else if (!('hole' in piece) || !last || !('hole' in last)) pieces.push(piece);
    }
  }
  return { is: 'text', pieces };
}

const changes: Readonly<Record<string, (text: string) => string>> = {
  toLowerCase: text => text.toLowerCase(),
  toUpperCase: text => text.toUpperCase(),
  toLocaleLowerCase: text => text.toLowerCase(),
  toLocaleUpperCase: text => text.toUpperCase(),
};
const keeping = new Set(['toString', 'trim', 'trimEnd', 'trimStart', 'valueOf', 'normalize']);

/** The text that a call of a built-in gives; undefined for other calls. */
export function textOfCall(call: Call, file: string, frame: Frame | undefined, e: Evaluator): Found | undefined {
  const { callee } = call;
  if (call.isNew) return undefined;
  const argument = (index: number): Found => {
    const value = call.arguments[index];
    return value ? e.evaluate(value, file, frame) : unknown;
  };
  if (callee.kind === 'name') return callee.name === 'String' && callee.variable === undefined ? asText(argument(0)) : undefined;
  if (callee.kind !== 'member') return undefined;
  const { property } = callee;
  const object = (): Found => e.evaluate(callee.object, file, frame);
  if (keeping.has(property)) return asText(object());
  if (property === 'concat') {
    const start = object();
    return isText(start) ? concatenation([start, ...call.arguments.map((_, index) => argument(index))]) : undefined;
  }
  if (property === 'join') return joined(object(), call.arguments.length === 0 ? { is: 'text', pieces: [{ text: ',' }] } : argument(0), e);
  const change = Object.hasOwn(changes, property) ? changes[property] : undefined;
  if (change) {
    const start = object();
    if (start.is !== 'text') return undefined;
    return { is: 'text', pieces: start.pieces.map(piece => ('text' in piece ? { text: change(piece.text) } : piece)) };
  }
  if (property === 'format' && call.arguments.length > 1) return formatted(argument(0), call.arguments.slice(1).map((_, index) => argument(index + 1)));
  return undefined;
}

function isText(found: Found): boolean {
  return optionsOf(found).some(option => option.is === 'text');
}

function asText(found: Found): Found | undefined {
  return found.is === 'text' || found.is === 'number' || isText(found) ? textOf(found) : undefined;
}

function joined(list: Found, separator: Found, e: Evaluator): Found | undefined {
  const between = textOf(separator);
  if (list.is !== 'list' || !between) return undefined;
  const parts: Found[] = [];
  for (const [index, item] of list.items.slice(0, 30).entries()) {
    if (index > 0) parts.push(between);
    parts.push(e.located(item));
  }
  if (list.isOpen) parts.push(unknown);
  return concatenation(parts);
}

/** `util.format('order:%s', id)`. */
function formatted(pattern: Found, given: readonly Found[]): Found | undefined {
  const text = pattern.is === 'text' ? fixed(pattern) : undefined;
  if (text === undefined || !/%[sdio]/.test(text)) return undefined;
  const [first = '', ...rest] = text.split(/%[sdio]/);
  return concatenation([literal(first), ...rest.flatMap((after, index) => [given[index] ?? unknown, literal(after)])]);
}

function literal(text: string): Found {
  return { is: 'text', pieces: [{ text }] };
}
