import { parse, type TSESTree } from '@typescript-eslint/typescript-estree';
import ts from 'typescript';

/*
 * The only file that loads TypeScript and typescript-estree, so that a build can set them apart and load them late.
 */

export interface Parsed {
  readonly body: readonly TSESTree.ProgramStatement[];
  /** Does a `//` or `/*` there begin a comment, or does it stand in a string, a template, an expression? */
  isComment(at: number): boolean;
  /** What could not be read, for people. */
  readonly problems: readonly string[];
}

/** Never throws: what cannot be converted is left out, statement by statement, and named in `problems`. */
export function parseTypeScript(path: string, text: string): Parsed {
  const file = createFile(path, text);
  if (file === undefined) return { body: [], isComment: () => false, problems: ['nested too deeply to be read'] };
  const isComment = (at: number): boolean => isOutsideLiterals(file, at);
  const body = convert(file);
  return body ? { body, isComment, problems: [] } : { ...convertInParts(file, path, text), isComment };
}

/** TypeScript's own parser never throws, except that its stack has an end. */
function createFile(path: string, text: string): ts.SourceFile | undefined {
  try {
    return ts.createSourceFile(path, text, { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone, setExternalModuleIndicator: markAsModule }, true, scriptKind(path));
  } catch {
    return undefined;
  }
}

/** In a module `await (x)` is no call of `await`, and a file without imports may be one, too. */
function markAsModule(file: ts.SourceFile): void {
  Object.assign(file, { externalModuleIndicator: true });
}

function scriptKind(path: string): ts.ScriptKind {
  if (/\.tsx$/i.test(path)) return ts.ScriptKind.TSX;
  return /\.[mc]?ts$/i.test(path) ? ts.ScriptKind.TS : ts.ScriptKind.JSX;
}

/**
 * Clearing the parse errors makes the converter take code that is just being typed: it then keeps nearly all facts.
 * `loc` is asked for only because leaving it out costs a second pass over the tree; comments cost as much as the parse.
 */
function convert(file: ts.SourceFile): readonly TSESTree.ProgramStatement[] | undefined {
  try {
    Object.assign(file, { parseDiagnostics: [] });
    const options = { range: true, loc: true, allowInvalidAST: true, suppressDeprecatedPropertyWarnings: true };
    return parse(file as unknown as string, options).body;
  } catch {
    return undefined;
  }
}

/** Top-level statements by halves until what cannot be converted stands alone; the text before a part is blanked to keep offsets. */
function convertInParts(whole: ts.SourceFile, path: string, text: string): Pick<Parsed, 'body' | 'problems'> {
  const body: TSESTree.ProgramStatement[] = [];
  const problems: string[] = [];
  let attempts = 40;

  const convertPart = (from: number, to: number): void => {
    const first = whole.statements[from];
    const last = whole.statements[to - 1];
    if (first === undefined || last === undefined) return;
    const part = attempts-- > 0 ? createFile(path, ' '.repeat(first.pos) + text.slice(first.pos, last.end)) : undefined;
    const converted = part && convert(part);
    if (converted !== undefined) {
      body.push(...converted);
    } else if (to - from > 1 && attempts > 0) {
      const middle = (from + to) >> 1;
      convertPart(from, middle);
      convertPart(middle, to);
    } else {
      problems.push(`line ${lineOf(whole, first)} could not be read`);
    }
  };
  convertPart(0, whole.statements.length);
  return { body, problems };
}

function isOutsideLiterals(file: ts.SourceFile, at: number): boolean {
  let node: ts.Node = file;
  for (;;) {
    const child: ts.Node | undefined = ts.forEachChild(node, each => (each.pos <= at && at < each.end ? each : undefined));
    if (child === undefined) return !(ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node) || ts.isJsxText(node)) || at < node.getStart(file);
    node = child;
  }
}

function lineOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}
