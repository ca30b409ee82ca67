import type { CodeFile, Value } from '../../facts/code.js';
import type { WorkspaceResolver } from './resolver.js';

const mostValues = 400;

/** Values that arguments of store calls come from in other files: `name` of `file`. */
export interface Need {
  readonly file: string;
  readonly name: string;
}

/**
 * What arguments of store calls come from in files that no client speaks for: constants, key functions, settings. Not
 * what members of a call's result are: `user.id` is open whatever `user` is.
 */
export function needsBehind(file: string, values: readonly Value[], resolver: WorkspaceResolver): readonly Need[] {
  const needed: Need[] = [];
  const seen = new Set<Value>();
  const open: { readonly file: string; readonly value: Value | undefined; readonly isObject?: boolean }[] = values.map(value => ({ file, value }));
  const exportsSeen = new Set<string>();

  /** Whether the export was found; where files have to be parsed to know, they are needed. */
  function openExport(from: string, module: string, name: string): boolean {
    const target = resolver.fileOf(from, module);
    if (target === undefined || exportsSeen.has(`${name} ${target}`)) return false;
    exportsSeen.add(`${name} ${target}`);
    const code = resolver.code(target);
    needed.push({ file: target, name });
    let isFound = false;
    const barrels: string[] = [];
    for (const each of code?.exports ?? []) {
      if ('value' in each) {
        if (each.name !== name && name !== '*') continue;
        open.push({ file: target, value: each.value });
        isFound = true;
      } else if (name === '*') {
        continue; // All of a barrel is too much.
      } else if (each.name === name) isFound = openExport(target, each.from, each.imported) || isFound;
      else if (each.name === '*') barrels.push(each.from);
    }
    if (isFound || name === '*') return isFound;
    const isParsed = (barrel: string): boolean => {
      const file = resolver.fileOf(target, barrel);
      return file !== undefined && resolver.code(file) !== undefined;
    };
    return barrels.filter(isParsed).some(barrel => openExport(target, barrel, name)) || barrels.some(barrel => openExport(target, barrel, name));
  }

  while (open.length > 0 && seen.size < mostValues) {
    const next = open.pop();
    const value = next?.value;
    if (!next || !value || seen.has(value)) continue;
    seen.add(value);
    const code = resolver.code(next.file);
    const add = (...more: readonly (Value | undefined)[]): void => more.forEach(each => open.push({ file: next.file, value: each }));
    switch (value.kind) {
      case 'name': {
        const variable = value.variable === undefined ? undefined : code?.variables[value.variable];
        if (variable?.import) openExport(next.file, variable.import.from, variable.import.name);
        else if (!next.isObject || variable?.function === undefined || variable.value?.kind !== 'call') add(variable?.value);
        break;
      }
      case 'member': {
        const whole = wholeModule(value.object, code);
        if (whole !== undefined) {
          openExport(next.file, whole, value.property);
          break;
        }
        open.push({ file: next.file, value: value.object, isObject: true });
        add(...fieldsNamed(value, next.file, resolver));
        break;
      }
      case 'call': {
        if (next.isObject) break;
        const call = code?.calls[value.call];
        add(call?.callee, ...(call?.arguments ?? []));
        break;
      }
      case 'function':
        add(...(code?.functions[value.function]?.returns ?? []));
        break;
      case 'class': {
        const fact = code?.classes[value.class];
        add(...(fact?.fields ?? []).filter(field => field.isStatic).map(field => field.value));
        for (const method of fact?.methods ?? []) if (method.isStatic) add(...(code?.functions[method.function]?.returns ?? []));
        break;
      }
      case 'module':
        openExport(next.file, value.from, '*');
        break;
      case 'template':
        add(...value.parts);
        break;
      case 'object':
        add(...value.properties.flatMap(property => [property.value, property.computed]), ...value.spreads);
        break;
      case 'list':
        add(...value.items);
        break;
      case 'spread':
        add(value.value);
        break;
      case 'arithmetic':
        add(value.left, value.right);
        break;
      case 'either':
        add(...value.options);
        break;
      default:
        break;
    }
  }
  return needed;
}

/** The module that a value is as a whole: `import * as keys from '../keys'`, `require('./keys')`. */
function wholeModule(value: Value, code: CodeFile | undefined): string | undefined {
  if (value.kind === 'module') return value.from;
  const variable = value.kind === 'name' && value.variable !== undefined ? code?.variables[value.variable] : undefined;
  return variable?.import?.name === '*' ? variable.import.from : undefined;
}

/** Of `this.x`: what the class gives `x`, a field or what a method of that name returns. */
function fieldsNamed(value: Extract<Value, { kind: 'member' }>, file: string, resolver: WorkspaceResolver): readonly (Value | undefined)[] {
  if (value.object.kind !== 'this') return [];
  const at = resolver.index(file)?.classAt(value.range.start);
  const code = resolver.code(file);
  const fact = at && code?.classes[at.class];
  if (!code || !fact) return [];
  const fields = fact.fields.filter(field => field.name === value.property).map(field => field.value);
  const assigned = resolver.index(file)?.assignments.get(`this${at.class}.${value.property}`)?.map(each => each.value) ?? [];
  const returned = fact.methods.filter(method => method.name === value.property).flatMap(method => code.functions[method.function]?.returns ?? []);
  return [...fields, ...assigned, ...returned];
}
