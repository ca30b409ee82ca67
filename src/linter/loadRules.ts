import { shapes, type FactKind } from '../facts/storeFacts.js';
import { checkCondition } from './conditions.js';
import { confidences, severities, type Rule, type RuleEdit, type RuleExample, type RuleFix } from './rule.js';
import { checkPlacePath, checkPlaceholders } from './rulePaths.js';
import { RuleFile, type Node, type Reading } from './ruleFile.js';

export interface LoadedRule {
  readonly rule: Rule;
  /** Throws a RuleFileError when a condition does not fit the facts; apart, because it costs more than the rest. */
  readonly check: () => void;
}

/** A rule file's text → the rule. Throws a RuleFileError for whatever is wrong with it but the conditions. */
export function loadRule(path: string, text: string): LoadedRule {
  const file = new RuleFile(path, text);
  const root = file.map(file.root,
    ['id', 'title', 'severity', 'on', 'when', 'message', 'docs', 'sources', 'examples'],
    ['unless', 'considers', 'at', 'confidence', 'related', 'fixes', 'suggestions', 'tags', 'aliases', 'deprecated', 'preset']);
  const on = file.word(root.get('on'), Object.keys(shapes) as FactKind[]);
  const id = file.string(root.get('id'));
  if (!`/${path}`.endsWith(`/${id}.yaml`)) file.fail(root.get('id'), `the id '${id}' must be the file's path`);
  const conditions: Node[] = [];
  const condition = (node: Node | undefined): string => {
    if (node) conditions.push(node);
    return file.string(node);
  };

  const rule: Rule = {
    id,
    title: file.string(root.get('title')),
    preset: root.has('preset') ? file.word(root.get('preset'), ['recommended', 'strict', 'all']) : 'recommended',
    on,
    when: condition(root.get('when')),
    unless: exceptions(file, root.get('unless'), on, condition),
    ...(root.has('considers') && { considers: condition(root.get('considers')) }),
    severity: ladder(file, root.get('severity'), severities, condition),
    confidence: root.has('confidence') ? ladder(file, root.get('confidence'), confidences, condition) : [{ is: 'high' }],
    at: root.has('at') ? places(file, root.get('at'), on) : ['self'],
    message: message(file, root.get('message'), on),
    related: file.list(root.get('related')).map(node => {
      const related = file.map(node, ['at', 'message']);
      return { at: places(file, related.get('at'), on), message: message(file, related.get('message'), on) };
    }),
    docs: docs(file, root),
    sources: file.list(root.get('sources')).map(node => source(file, node)),
    fixes: [
      ...file.list(root.get('fixes')).map(node => fix(file, node, on, true, condition)),
      ...file.list(root.get('suggestions')).map(node => fix(file, node, on, false, condition)),
    ],
    examples: examples(file, root.get('examples')),
    tags: root.has('tags') ? file.strings(root.get('tags')) : [],
    aliases: root.has('aliases') ? file.strings(root.get('aliases')) : [],
    deprecated: root.has('deprecated') && file.boolean(root.get('deprecated')),
  };
  const check = (): void => {
    for (const node of conditions) {
      const problem = checkCondition(on, file.string(node));
      if (problem) file.fail(node, problem.message, problem.range.start);
    }
  };
  return { rule, check };
}

/** `warning`, or `- { when: …, is: error }` … `- { is: warning }`. */
function ladder<Word extends string>(file: RuleFile, node: Node | undefined, words: readonly Word[], condition: (node: Node | undefined) => string): { when?: string; is: Word }[] {
  if (file.isText(node)) return [{ is: file.word(node, words) }];
  const steps = file.list(node).map(item => {
    const step = file.map(item, ['is'], ['when']);
    const is = file.word(step.get('is'), words);
    return step.has('when') ? { when: condition(step.get('when')), is } : { is };
  });
  if (steps.length === 0 || steps.findIndex(step => step.when === undefined) !== steps.length - 1) {
    file.fail(node, `the last step, and only that, stands without 'when'`);
  }
  return steps;
}

/** One condition, or a list of them, each with the reason why it is one. */
function exceptions(file: RuleFile, node: Node | undefined, on: FactKind, condition: (node: Node | undefined) => string): Rule['unless'] {
  if (node === undefined) return [];
  if (file.isText(node)) return [{ when: condition(node) }];
  return file.list(node).map(item => {
    const entry = file.map(item, ['when', 'reason']);
    return { when: condition(entry.get('when')), reason: message(file, entry.get('reason'), on) };
  });
}

function places(file: RuleFile, node: Node | undefined, on: FactKind): readonly string[] {
  const paths = file.strings(node);
  for (const path of paths) {
    const problem = checkPlacePath(shapes[on], path);
    if (problem !== undefined) file.fail(node, problem);
  }
  return paths;
}

function message(file: RuleFile, node: Node | undefined, on: FactKind): string {
  const text = file.string(node);
  const problem = checkPlaceholders(shapes[on], text);
  if (problem) file.fail(node, problem.message, problem.offset);
  return text;
}

function docs(file: RuleFile, root: Reading): Rule['docs'] {
  const parts = file.map(root.get('docs') ?? null, ['problem', 'solution', 'fine']);
  const text = (name: string): string => file.string(parts.get(name)).trim();
  return { problem: text('problem'), solution: text('solution'), fine: text('fine') };
}

function source(file: RuleFile, node: Node): Rule['sources'][number] {
  const entry = file.map(node, ['url', 'date'], ['title']);
  const url = file.string(entry.get('url'));
  const date = file.string(entry.get('date'));
  if (!url.startsWith('https://')) file.fail(entry.get('url'), 'a source is an https address');
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(date)) file.fail(entry.get('date'), 'a date is 2026-08 or 2026-08-31');
  return { url, date, ...(entry.has('title') && { title: file.string(entry.get('title')) }) };
}

const actions = ['replace', 'before', 'after', 'above', 'below', 'delete'] as const;

function fix(file: RuleFile, node: Node, on: FactKind, isSafe: boolean, condition: (node: Node | undefined) => string): RuleFix {
  const entry = file.map(node, ['title', 'edits'], ['when', 'unless']);
  const edits = file.list(entry.get('edits')).map(item => edit(file, item, on));
  if (edits.length === 0) file.fail(entry.get('edits'), 'a fix needs an edit');
  return {
    title: message(file, entry.get('title'), on),
    isSafe,
    ...(entry.has('when') && { when: condition(entry.get('when')) }),
    unless: entry.has('unless') ? places(file, entry.get('unless'), on) : [],
    edits,
  };
}

function edit(file: RuleFile, node: Node, on: FactKind): RuleEdit {
  const entry = file.map(node, ['at'], ['word', ...actions]);
  const [action, ...more] = actions.filter(name => entry.has(name));
  if (!action || more.length > 0) return file.fail(node, `an edit has one of ${actions.join(', ')}`);
  const [at = 'self'] = places(file, entry.get('at'), on);
  if (action === 'delete' && !file.boolean(entry.get(action))) file.fail(entry.get(action), `'delete' is true or not there`);
  return {
    at,
    action,
    ...(entry.has('word') && { word: message(file, entry.get('word'), on) }),
    text: action === 'delete' ? '' : message(file, entry.get(action), on),
  };
}

function examples(file: RuleFile, node: Node | undefined): Rule['examples'] {
  const entry = file.map(node ?? null, ['bad', 'good']);
  return { bad: file.list(entry.get('bad')).map(item => example(file, item)), good: file.list(entry.get('good')).map(item => example(file, item)) };
}

function example(file: RuleFile, node: Node): RuleExample {
  const entry = file.map(node, ['name'], ['code', 'language', 'files', 'fixed', 'fix']);
  if (entry.has('code') === entry.has('files')) file.fail(node, `an example has 'code' or 'files'`);
  const language = entry.has('language') ? file.word(entry.get('language'), ['typescript', 'javascript']) : 'typescript';
  const only = language === 'typescript' ? 'example.ts' : 'example.js';
  const fixed = entry.get('fixed');
  return {
    name: file.string(entry.get('name')),
    files: entry.has('code') ? { [only]: file.string(entry.get('code')) } : file.texts(entry.get('files') ?? null),
    ...(fixed && { fixed: file.isText(fixed) ? { [only]: file.string(fixed) } : file.texts(fixed) }),
    ...(entry.has('fix') && { fix: file.string(entry.get('fix')) }),
  };
}
