import type { FieldType, Shape } from '../facts/shape.js';
import { nestedShape } from './lookup.js';
import { placeholders } from './messages.js';
import { didYouMean } from '../settings/suggest.js';

/** What is wrong with a place's path. The last name is free: which places a fact has, its reader decides. */
export function checkPlacePath(shape: Shape, path: string): string | undefined {
  const names = path.split('.');
  let holder = shape;
  while (names.length > 1) {
    const [name = ''] = names;
    const nested = nestedShape(fieldOf(holder, name));
    if (!nested) {
      // The rest is one place's name, which may hold dots: `PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled`.
      const problem = didYouMean(name, nestedNames(holder)) || (fieldOf(holder, name) === undefined ? '' : ` ('${name}' is a plain value)`);
      return problem === '' ? undefined : `no fact '${name}' in ${holder.name}${problem}`;
    }
    holder = nested;
    names.shift();
  }
  return undefined;
}

/** What is wrong with the `{placeholders}` of a text. */
export function checkPlaceholders(shape: Shape, text: string): { message: string; offset: number } | undefined {
  for (const { isText, path, offset } of placeholders(text)) {
    const message = isText ? checkPlacePath(shape, path) : checkFieldPath(shape, path);
    if (message !== undefined) return { message, offset };
  }
  return undefined;
}

function checkFieldPath(shape: Shape, path: string): string | undefined {
  let holder: Shape | undefined = shape;
  for (const name of path.split('.')) {
    if (!holder) return `'{${path}}' goes on behind a plain value`;
    const type = fieldOf(holder, name);
    if (type === undefined) return `no field '${name}' in ${holder.name}${didYouMean(name, Object.keys(holder.fields))}`;
    holder = nestedShape(type);
  }
  return holder && `'{${path}}' is a whole ${holder.name}, not a value`;
}

function fieldOf(shape: Shape, name: string): FieldType | undefined {
  return Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
}

function nestedNames(shape: Shape): string[] {
  return Object.keys(shape.fields).filter(name => nestedShape(fieldOf(shape, name)));
}
