import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Call, CodeFile, TypeReference, Variable } from '../../facts/code.js';
import { scanImports } from './imports.js';
import { findComments } from './typescriptComments.js';
import { parseTypeScript, type Parsed } from './typescriptParser.js';
import { startReading, type CallDraft, type Reading, type VariableDraft } from './typescriptReading.js';
import { followResult } from './typescriptResults.js';
import { resolveReferences } from './typescriptScopes.js';
import { readStatements } from './typescriptStatements.js';

/** Longer files are generated or bundled. */
const longest = 1_000_000;

/** The facts of a TypeScript or JavaScript file. Never throws; what could not be read is named in `incomplete`. */
export function readTypeScript(path: string, text: string): CodeFile {
  if (text.length > longest) return onlyImports(text, 'longer than a million characters');
  const parsed = parseTypeScript(path, text);
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
    functions: r.functions.map(each => each.fact),
    classes: r.classes,
    calls: r.calls.map(each => finishCall(each, r)),
    assignments: r.assignments,
    exports: r.exports,
    imports: [...r.imports],
    types: Object.fromEntries([...r.types].map(([name, members]): [string, Record<string, TypeReference>] => [name, Object.fromEntries(members)])),
    aliases: Object.fromEntries(r.aliases),
    comments: findComments(r.text, at => parsed.isComment(at)),
    incomplete: [...r.incomplete],
  };
}

function finishVariable({ fact, given }: VariableDraft): Variable {
  const [only] = given;
  if (only !== undefined) fact.value = given.length === 1 ? only : { kind: 'either', options: given, range: only.range };
  return fact;
}

function finishCall({ fact, use }: CallDraft, r: Reading): Call {
  const { result, isAwaited, isCaught } = followResult(use, r);
  fact.result = result;
  fact.isAwaited = isAwaited;
  fact.isCaught ||= isCaught;
  return fact;
}

function onlyImports(text: string, ...incomplete: readonly string[]): CodeFile {
  const imports = [...new Set(scanImports(text).map(each => each.from))];
  const nothing = { variables: [], functions: [], classes: [], calls: [], assignments: [], exports: [], types: {}, aliases: {}, comments: [] };
  return { kind: 'code', language: 'typescript', ...nothing, imports, incomplete };
}
