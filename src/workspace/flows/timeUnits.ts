import type { Value } from '../../facts/code.js';
import { beside } from '../resolving/frame.js';
import type { Located } from '../known.js';
import { numberOf } from './numbers.js';
import { callOf, functionAt, type View } from '../view.js';

/** How a value is made, as far as it stands for a time. */
export type TimeForm = 'milliseconds' | 'seconds' | 'iso-text' | 'text' | 'number' | 'unknown';

/** `date`: a Date or its like, not a plain value yet. */
type Form = TimeForm | 'date';

const rounding = new Set(['floor', 'ceil', 'round', 'trunc', 'min', 'max', 'abs']);
const inMilliseconds = new Set(['getTime', 'toMillis', 'valueOf']);
const inSeconds = new Set(['unix', 'toSeconds', 'toUnixInteger']);
const asText = new Set(['toISOString', 'toJSON', 'toISO', 'toISODate', 'formatISO']);
/** Date and those who give another date of one. */
const dateMakers = new Set(['Date', 'dayjs', 'moment', 'utc', 'now', 'local', 'add', 'plus', 'subtract', 'minus', 'startOf', 'endOf', 'addDays', 'addHours', 'addMinutes', 'addSeconds', 'addMonths', 'addWeeks', 'addYears',
  'subDays', 'subHours', 'subMinutes', 'clone', 'fromMillis', 'fromJSDate', 'parseISO', 'toDate', 'set', 'tz']);

/**
 * The unit of a time, through variables, arithmetic and helper functions of one return. `isNumberText`: it is written as a
 * text that stands for a number (`{ N: String(x) }`), so that making a text of it changes nothing.
 */
export function timeForm(located: Located, view: View, isNumberText = false): TimeForm {
  const form = formOf(located, view, isNumberText, 0);
  return form === 'date' ? 'unknown' : form;
}

function formOf(located: Located, view: View, isNumberText: boolean, depth: number): Form {
  if (depth > 25) return 'unknown';
  const origin = view.resolver.origin(located);
  const { value } = origin;
  const inner = (each: Value): Form => formOf(beside(origin, each), view, isNumberText, depth + 1);
  switch (value.kind) {
    case 'number': return 'number';
    case 'text': return isNumberText && /^\d+$/.test(value.text) ? 'number' : isIso(value.text) ? 'iso-text' : 'text';
    case 'template': {
      const [only, ...others] = value.parts;
      return isNumberText && only && others.length === 0 ? inner(only) : 'text';
    }
    case 'arithmetic': return arithmetic(value.operator, beside(origin, value.left), beside(origin, value.right), inner, view);
    case 'either': return agreed(value.options.map(inner));
    case 'call': return ofCall(origin, value, inner, view, isNumberText, depth);
    case 'name': return numberOf(origin, view) === undefined ? 'unknown' : 'number';
    default: return 'unknown';
  }
}

function isIso(text: string): boolean {
  return /^\d{4}-\d\d-\d\d(?:T|$)/.test(text);
}

function agreed(forms: readonly Form[]): Form {
  const [first] = forms;
  return first !== undefined && forms.every(form => form === first) ? first : 'unknown';
}

function arithmetic(operator: string, left: Located, right: Located, inner: (value: Value) => Form, view: View): Form {
  const [a, b] = [inner(left.value), inner(right.value)];
  const time = (form: Form): boolean => form === 'milliseconds' || form === 'seconds' || form === 'date';
  switch (operator) {
    case '+':
      if (a === 'text' || b === 'text' || a === 'iso-text' || b === 'iso-text') return 'text';
      if (a === 'date' || b === 'date') return 'unknown';
      if (time(a) && time(b)) return 'unknown';
      return time(a) ? a : time(b) ? b : both(a, b);
    case '-':
      if (time(a) && time(b)) return 'number';
      if (a === 'date') return 'milliseconds';
      return time(a) ? a : both(a, b);
    case '*': {
      const [factor, other] = time(a) ? [right, a] : [left, b];
      if (!time(other)) return both(a, b);
      const by = numberOf(factor, view);
      return other === 'seconds' && by === 1000 ? 'milliseconds' : other === 'milliseconds' && by === 0.001 ? 'seconds' : by === 1 && other !== 'date' ? other : 'unknown';
    }
    case '/': {
      if (a !== 'milliseconds' && a !== 'date') return time(a) ? 'unknown' : both(a, b);
      return numberOf(right, view) === 1000 ? 'seconds' : 'unknown';
    }
    default: return 'unknown';
  }
}

function both(a: Form, b: Form): Form {
  return a === 'number' && b === 'number' ? 'number' : 'unknown';
}

function ofCall(origin: Located, value: Extract<Value, { kind: 'call' }>, inner: (value: Value) => Form, view: View, isNumberText: boolean, depth: number): Form {
  const call = callOf(view, origin);
  if (!call) return 'unknown';
  const { callee } = call;
  const [first] = call.arguments;
  if (call.isNew) return callee.kind === 'name' && callee.name === 'Date' ? 'date' : 'unknown';
  if (callee.kind === 'name') {
    switch (callee.name) {
      case 'Number': case 'parseInt': case 'parseFloat': case 'BigInt':
        return first ? numeric(inner(first)) : 'unknown';
      case 'String':
        return first ? textual(inner(first), isNumberText) : 'text';
      case 'getTime': return 'milliseconds';
      case 'getUnixTime': return 'seconds';
      case 'formatISO': return 'iso-text';
    }
  }
  const known = view.resolver.known({ ...origin, value: callee });
  if (known.is === 'function') {
    const returns = functionAt(view, known.file, known.function)?.returns ?? [];
    const forms = returns.map(returned => formOf({ value: returned, file: known.file }, view, isNumberText, depth + 1));
    return forms.length > 0 ? agreed(forms) : 'unknown';
  }
  if (callee.kind === 'name') return dateMakers.has(callee.name) ? 'date' : 'unknown';
  return callee.kind === 'member' ? ofMethod(origin, callee, first, inner, isNumberText) : 'unknown';

  function ofMethod(at: Located, member: Extract<Value, { kind: 'member' }>, argument: Value | undefined, form: (value: Value) => Form, isText: boolean): Form {
    const { object, property } = member;
    if (object.kind === 'name' && object.variable === undefined) {
      if (object.name === 'Date' && property === 'now') return 'milliseconds';
      if (object.name === 'Date' && (property === 'parse' || property === 'UTC')) return 'milliseconds';
      if (object.name === 'Math' && rounding.has(property)) return roundedOf(view.code.get(at.file)?.calls[value.call]?.arguments ?? [], form);
      if (object.name === 'Number' && argument) return numeric(form(argument));
    }
    if (asText.has(property)) return 'iso-text';
    const on = form(object);
    if (property === 'toString' || property === 'toFixed') return textual(on, isText);
    if (on === 'date' || isDateLibrary(object)) {
      if (inMilliseconds.has(property)) return 'milliseconds';
      if (inSeconds.has(property)) return 'seconds';
      if (property === 'format' || property === 'toLocaleString' || property === 'toUTCString') return 'text';
      return dateMakers.has(property) ? 'date' : 'unknown';
    }
    // Nothing else has methods of these names.
    if (property === 'getTime' || property === 'toMillis') return 'milliseconds';
    return property === 'unix' ? 'seconds' : 'unknown';
  }
}

function isDateLibrary(value: Value): boolean {
  return value.kind === 'name' && /^(?:dayjs|moment|DateTime|Temporal)$/.test(value.name);
}

/** `Math.floor(x)`, `Math.max(now, x)` */
function roundedOf(values: readonly Value[], form: (value: Value) => Form): Form {
  const forms = values.map(form).map(numeric);
  const times = new Set(forms.filter(each => each === 'milliseconds' || each === 'seconds'));
  const [only] = times;
  if (times.size === 1 && only !== undefined) return only;
  return forms.every(each => each === 'number') && forms.length > 0 ? 'number' : 'unknown';
}

function numeric(form: Form): Form {
  return form === 'date' ? 'milliseconds' : form === 'text' || form === 'iso-text' ? 'unknown' : form;
}

function textual(form: Form, isNumberText: boolean): Form {
  return isNumberText ? numeric(form) : 'text';
}
