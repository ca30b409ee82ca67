import type { Call, CodeFile, TypeReference, Value } from '../../src/facts/code.js';

/** Values as short text: a name with no variable has `°`, a call stands as `call(source)`. */
export function showValue(file: CodeFile, text: string, value: Value | undefined, withIndex = false): string {
  const show = (each: Value): string => showValue(file, text, each, withIndex);
  if (value === undefined) return '';
  switch (value.kind) {
    case 'text':
      return JSON.stringify(value.text);
    case 'number':
      return String(value.number);
    case 'boolean':
      return String(value.boolean);
    case 'null':
    case 'this':
      return value.kind;
    case 'template':
      return '`' + value.parts.map(each => (each.kind === 'text' ? each.text : `\${${show(each)}}`)).join('') + '`';
    case 'object':
      return `{${[...value.properties.map(each => `${each.name}: ${show(each.value)}`), ...value.spreads.map(each => `...${show(each)}`)].join(', ')}}`;
    case 'list':
      return `[${value.items.map(show).join(', ')}]`;
    case 'spread':
      return `...${show(value.value)}`;
    case 'name':
      return value.variable === undefined ? `${value.name}°` : withIndex ? `${value.name}#${value.variable}` : value.name;
    case 'member':
      return `${show(value.object)}.${value.property}${value.computed ? `[${show(value.computed)}]` : ''}`;
    case 'call':
      return `call(${sliceOf(text, file.calls[value.call]?.range)})`;
    case 'function':
      return `function ${file.functions[value.function]?.name ?? ''}`.trim();
    case 'class':
      return `class ${file.classes[value.class]?.name ?? ''}`.trim();
    case 'module':
      return `module(${value.from})`;
    case 'arithmetic':
      return `(${show(value.left)} ${value.operator} ${show(value.right)})`;
    case 'comparison':
      return value.right === undefined ? `!${show(value.left)}` : `(${show(value.left)} ${value.operator} ${show(value.right)})`;
    case 'either':
      return `either(${value.options.map(show).join(' | ')})`;
    case 'unknown':
      return '?';
  }
}

export function showType(file: CodeFile, text: string, type: TypeReference | undefined): string {
  if (type === undefined) return '';
  if (type.kind === 'object') return `{${Object.entries(type.members).map(([name, each]) => `${name}: ${showType(file, text, each)}`).join(', ')}}`;
  if (type.kind === 'typeof') return `${type.of}(${showValue(file, text, type.value)})`;
  const given = type.arguments.map(each => showType(file, text, each)).join(', ');
  return type.path.join('.') + (type.variable === undefined ? '°' : '') + (given && `<${given}>`);
}

export function showCall(file: CodeFile, text: string, call: Call): string {
  const show = (value: Value | undefined): string => showValue(file, text, value);
  const conditions = call.conditions.map(each => ` ${each.by} ${each.branch} ${show(each.test)}`.trimEnd());
  const marks = [call.loop && `loop ${call.loop.by}`, call.isCaught && 'caught', call.isAwaited && 'awaited'].filter(each => typeof each === 'string');
  const head = `${call.isNew ? 'new ' : ''}${show(call.callee)}(${call.arguments.map(show).join(', ')})`;
  return [head + conditions.join(''), ...marks].join(' | ');
}

export function showResult(file: CodeFile, text: string, { result }: Call): string {
  const { variable } = result;
  return [
    result.isIgnored && 'ignored',
    result.isReturned ? 'returned' : result.escapes && 'escapes',
    variable !== undefined && `= ${file.variables[variable]?.name ?? ''}`,
    ...result.properties.map(each => `.${each}`),
    ...result.tests.map(each => `[${each.property} ${each.operator}${each.with ? ` ${showValue(file, text, each.with)}` : ''}]`),
  ]
    .filter(each => typeof each === 'string')
    .join(' ');
}

export function sliceOf(text: string, range: { start: number; end: number } | undefined): string {
  return range ? text.slice(range.start, range.end) : '';
}
