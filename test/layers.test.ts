import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/* Holds the directions of ARCHITECTURE.md: which room may import which, and who alone knows a package. */

/** What a room may import of the project. A trailing file says: of that room only this. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  facts: [],
  bindings: ['facts'],
  readers: ['facts'],
  settings: ['facts'],
  workspace: ['facts', 'readers', 'bindings', 'settings'],
  linter: ['facts', 'workspace', 'settings'],
  features: ['facts', 'bindings', 'workspace', 'linter', 'settings'],
  reviewService: ['facts', 'bindings', 'readers', 'workspace', 'linter', 'features', 'settings'],
  host: ['facts', 'linter', 'settings', 'reviewService'],
  server: ['facts', 'linter', 'settings', 'features', 'reviewService', 'host'],
  cli: ['facts', 'linter', 'settings', 'features', 'reviewService', 'host', 'server/server'],
  extension: ['server/protocol'],
};
const core = new Set(['facts', 'bindings', 'readers', 'settings', 'workspace', 'linter', 'features', 'reviewService']);

/** Packages only some files may know. */
const owners: readonly { readonly package: RegExp; readonly files: RegExp }[] = [
  { package: /^vscode$|^vscode-languageclient/, files: /^extension\// },
  { package: /^vscode-/, files: /^(?:extension|server)\// },
  { package: /^typescript$|^@typescript-eslint\//, files: /^readers\/code\/typescript[^/]*$/ },
  { package: /cel-js/, files: /^linter\// },
  { package: /^(?:commander|picocolors|sarif)$/, files: /^cli\// },
  { package: /^node:|^fs$|^path$/, files: /^(?:host|server|cli|extension)\// },
];
const extensionPackages = /^(?:vscode|vscode-languageclient(?:\/.*)?|node:crypto)$/;

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).map(file => file.replaceAll('\\', '/')).filter(file => file.endsWith('.ts')).sort();
const sources = new Map(files.map(file => [file, ts.createSourceFile(file, readFileSync(join('src', file), 'utf8'), ts.ScriptTarget.Latest)]));
const imports = [...sources].flatMap(([file, source]) => importsOf(file, source));

describe('rooms', () => {
  it('are all known', () => {
    assert.deepEqual([...new Set(files.map(roomOf))].filter(room => !(room in mayImport)), []);
  });

  it('import one way only', () => {
    const wrong = imports.filter(one => {
      const target = targetOf(one);
      if (target === undefined || roomOf(target) === roomOf(one.file)) return false;
      return !mayImport[roomOf(one.file)]?.some(allowed => target === `${allowed}.ts` || target.startsWith(`${allowed}/`));
    });
    assert.deepEqual(wrong.map(shown), []);
  });

  it('have no cycles when the program runs', () => {
    const edges = new Map<string, Set<string>>();
    for (const one of imports) {
      const target = targetOf(one);
      if (one.isTypeOnly || target === undefined || roomOf(target) === roomOf(one.file)) continue;
      const from = edges.get(roomOf(one.file)) ?? new Set();
      edges.set(roomOf(one.file), from.add(roomOf(target)));
    }
    assert.deepEqual(cycleIn(edges), []);
  });
});

describe('packages', () => {
  it('are known only where they belong', () => {
    const wrong = imports.filter(one => !one.specifier.startsWith('.') && owners.some(owner => owner.package.test(one.specifier) && !owner.files.test(one.file)));
    assert.deepEqual(wrong.map(shown), []);
  });

  it('of the extension are few: everything else lives in the server', () => {
    const wrong = imports.filter(one => roomOf(one.file) === 'extension' && !one.specifier.startsWith('.') && !extensionPackages.test(one.specifier));
    assert.deepEqual(wrong.map(shown), []);
  });
});

describe('the core', () => {
  it('has no file system, no process, no clock, no chance', () => {
    const wrong = [...sources].filter(([file]) => core.has(roomOf(file))).flatMap(([file, source]) => [...hostUses(source)].map(text => `${file}: ${text}`));
    assert.deepEqual(wrong, []);
  });
});

function roomOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}

/** The file of `src` that an import names; undefined for a package, and for what is no code. */
function targetOf({ file, specifier }: Import): string | undefined {
  return /^\..*\.js$/.test(specifier) ? posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts') : undefined;
}

function shown({ file, specifier, isTypeOnly }: Import): string {
  return `${file} imports ${isTypeOnly ? 'types of ' : ''}${specifier}`;
}

function importsOf(file: string, source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      const isTypeOnly = ts.isImportDeclaration(node) ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword : node.isTypeOnly;
      found.push({ file, specifier: node.moduleSpecifier.text, isTypeOnly });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      found.push({ file, specifier: node.argument.literal.text, isTypeOnly: true });
    } else if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText(source) === 'require')) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) found.push({ file, specifier: argument.text, isTypeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const hostObjects = new Set(['process', 'performance', 'globalThis', '__dirname', '__filename', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'console']);

/** `Date.now()`, `new Date()`, `Math.random()`, `process.env` … in code, not in texts. */
function* hostUses(source: ts.SourceFile): Generator<string> {
  const nodes: ts.Node[] = [source];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (ts.isPropertyAccessExpression(node) && /^(?:Date\.now|Math\.random)$/.test(node.getText(source))) yield node.getText(source);
    else if (ts.isNewExpression(node) && node.expression.getText(source) === 'Date' && (node.arguments?.length ?? 0) === 0) yield 'new Date()';
    else if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && hostObjects.has(node.expression.text)) yield node.getText(source);
    else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && hostObjects.has(node.expression.text)) yield node.expression.text;
    nodes.push(...childrenOf(node));
  }
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, child => void children.push(child));
  return children;
}

/** The rooms of a cycle, in order; none when there is none. */
function cycleIn(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>();
  const walk = (room: string, path: readonly string[]): string[] => {
    if (path.includes(room)) return [...path.slice(path.indexOf(room)), room];
    if (done.has(room)) return [];
    for (const next of edges.get(room) ?? []) {
      const cycle = walk(next, [...path, room]);
      if (cycle.length > 0) return cycle;
    }
    done.add(room);
    return [];
  };
  return [...edges.keys()].map(room => walk(room, [])).find(cycle => cycle.length > 0) ?? [];
}
