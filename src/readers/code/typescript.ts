import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Call, CodeFile, FunctionFact, TypeReference, Variable } from '../../facts/code.js';
import { scanImports } from './imports.js';
import { keepComments, mayHoldComments } from './typescriptComments.js';
import { parseTypeScript, type Parsed } from './typescriptParser.js';
import { startReading, type CallDraft, type FunctionDraft, type Reading, type VariableDraft } from './typescriptReading.js';
import { followResult } from './typescriptResults.js';
import { resolveReferences } from './typescriptScopes.js';
import { readStatements } from './typescriptStatements.js';

/** Longer files are generated or bundled. */
const longest = 1_000_000;

/** The facts of a TypeScript or JavaScript file. Never throws; what could not be read is named in `incomplete`. */
export function readTypeScript(path: string, text: string): CodeFile {
  if (text.length > longest) return onlyImports(text, 'longer than a million characters');
  const parsed = parseTypeScript(path, text, mayHoldComments(text));
  if (parsed.body.length === 0 && parsed.problems.length > 0) return onlyImports(text, ...parsed.problems);
  const r = startReading(text);
  for (const problem of parsed.problems) r.incomplete.add(problem);
  for (const statement of parsed.body) readSafely(r, statement);
  resolveReferences(r);
  return finish(r, parsed);
}

/** The tree of half-typed code may be of any shape: what it breaks is the one statement. */
function readSafely(r: Reading, statement: TSESTree.ProgramStatement): void {
  const { at } = r;
  try {
    readStatements(r, [statement]);
  } catch (error) {
    r.incomplete.add(`a statement could not be read: ${error instanceof Error ? error.message : String(error)}`);
    r.at = at;
    r.depth = 0;
  }
}

function finish(r: Reading, parsed: Parsed): CodeFile {
  return {
    kind: 'code',
    language: 'typescript',
    variables: r.variables.map(finishVariable),
    functions: r.functions.map(finishFunction),
    classes: r.classes,
    calls: r.calls.map(each => finishCall(each, r.variables)),
    assignments: r.assignments,
    exports: r.exports,
    imports: [...r.imports],
    types: Object.fromEntries([...r.types].map(([name, members]): [string, Record<string, TypeReference>] => [name, Object.fromEntries(members)])),
    aliases: Object.fromEntries(r.aliases),
    comments: keepComments(parsed.comments),
    incomplete: [...r.incomplete],
  };
}

/** The drafts' own fields stay behind. */
function finishVariable(draft: VariableDraft): Variable {
  const { name, range, declaredBy, type, parameter, decorators, given } = draft;
  const variable = {
    name,
    range,
    function: draft.function,
    declaredBy,
    ...(type && { type }),
    ...(draft.import && { import: draft.import }),
    ...(parameter && { parameter }),
    ...(decorators && { decorators }),
  };
  const [only] = given;
  if (only === undefined) return variable;
  return { ...variable, value: given.length === 1 ? only : { kind: 'either', options: given, range: only.range } };
}

function finishFunction(draft: FunctionDraft): FunctionFact {
  const { name, range, body, parent, parameters, returns, returnType, isAsync, decorators, argumentOf } = draft;
  return {
    name,
    range,
    body,
    parent,
    class: draft.class,
    parameters,
    returns,
    ...(returnType && { returnType }),
    isAsync,
    decorators,
    ...(argumentOf && { argumentOf }),
  };
}

function finishCall({ use, ...call }: CallDraft, variables: readonly VariableDraft[]): Call {
  const { result, isAwaited, isCaught } = followResult(use, variables);
  return { ...call, isCaught: call.isCaught || isCaught, isAwaited, result };
}

function onlyImports(text: string, ...incomplete: readonly string[]): CodeFile {
  const imports = [...new Set(scanImports(text).map(each => each.from))];
  const nothing = { variables: [], functions: [], classes: [], calls: [], assignments: [], exports: [], types: {}, aliases: {}, comments: [] };
  return { kind: 'code', language: 'typescript', ...nothing, imports, incomplete };
}
