import ignore, { type Ignore } from 'ignore';
import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold nothing of the workspace's own, whatever `.gitignore` says. */
const skippedFolders = new Set(['node_modules', '.git', '.hg', '.svn', '.yarn', '.pnpm-store', '.next', '.nuxt', '.turbo', '.serverless', '.aws-sam', 'cdk.out', 'bower_components', '.vscode-test']);
const reviewed = /\.(?:[cm]?[jt]s|[jt]sx|ya?ml|json|template|conf|cql)$|^\.env(?:\..+)?$|\.env$/;
const isEnvironmentFile = (name: string): boolean => name.startsWith('.env') || name.endsWith('.env');
const maxDepth = 64;

export interface Listing {
  /** Relative to the root, with `/`, sorted. */
  readonly files: readonly string[];
  /** What was passed over, for people. */
  readonly notes: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * The files under `root` that a reader could want; nested `.gitignore` files are honoured, links are never followed.
 * git itself is not asked: a repository's own config can make it run programs.
 */
export function listFiles(root: string): Listing {
  const files: string[] = [];
  const notes: { path: string; reason: string }[] = [];
  let links = 0;

  const visit = (folder: string, matchers: readonly Matcher[], depth: number): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true });
    } catch (error) {
      notes.push({ path: folder || '.', reason: `folder could not be read (${codeOf(error)})` });
      return;
    }
    const own = entries.some(entry => entry.name === '.gitignore' && entry.isFile()) ? matcherOf(root, folder) : undefined;
    const inForce = own ? [...matchers, own] : matchers;
    for (const entry of entries) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isSymbolicLink()) links++;
      else if (entry.isDirectory()) {
        if (skippedFolders.has(entry.name) || isIgnored(`${path}/`, inForce)) continue;
        if (depth >= maxDepth) notes.push({ path, reason: `folders deeper than ${maxDepth} are not read` });
        else visit(path, inForce, depth + 1);
      } else if (entry.isFile() && reviewed.test(entry.name)) {
        // .env files are read though git ignores them: endpoints are named there
        if (isEnvironmentFile(entry.name) || !isIgnored(path, inForce)) files.push(path);
      }
    }
  };
  visit('', [], 0);
  if (links > 0) notes.push({ path: '.', reason: `${links} symbolic link${links === 1 ? ' was' : 's were'} not followed` });
  return { files: files.sort(), notes };
}

interface Matcher {
  readonly base: string;
  readonly rules: Ignore;
}

function matcherOf(root: string, folder: string): Matcher | undefined {
  try {
    return { base: folder && `${folder}/`, rules: ignore().add(readFileSync(join(root, folder, '.gitignore'), 'utf8')) };
  } catch {
    return undefined;
  }
}

/** The nearest `.gitignore` that says anything decides. */
function isIgnored(path: string, matchers: readonly Matcher[]): boolean {
  for (let i = matchers.length - 1; i >= 0; i--) {
    const matcher = matchers[i];
    if (!matcher) continue;
    const { ignored, unignored } = matcher.rules.test(path.slice(matcher.base.length));
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}

/** Whether a path is of a kind that some reader could want. */
export function isReviewed(path: string): boolean {
  return reviewed.test(path.slice(path.lastIndexOf('/') + 1));
}
