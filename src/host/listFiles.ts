import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { IgnoreRules } from './ignoreRules.js';

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

/** The files under `root` that a reader could want; nested `.gitignore` files are honoured, links are never followed. */
export function listFiles(root: string): Listing {
  const files: string[] = [];
  const notes: { path: string; reason: string }[] = [];
  let links = 0;

  const visit = (folder: string, outer: IgnoreRules, depth: number): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true });
    } catch (error) {
      notes.push({ path: folder || '.', reason: `folder could not be read (${codeOf(error)})` });
      return;
    }
    const rules = outer.inside(root, folder, entries.some(entry => entry.name === '.gitignore' && entry.isFile()));
    for (const entry of entries) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isSymbolicLink()) links++;
      else if (entry.isDirectory()) {
        if (skippedFolders.has(entry.name) || rules.ignores(`${path}/`)) continue;
        if (depth >= maxDepth) notes.push({ path, reason: `folders deeper than ${maxDepth} are not read` });
        else visit(path, rules, depth + 1);
      } else if (entry.isFile() && isReviewed(entry.name)) {
        // .env files are read though git ignores them: endpoints are named there
        if (isEnvironmentFile(entry.name) || !rules.ignores(path)) files.push(path);
      }
    }
  };
  visit('', IgnoreRules.above(root), 0);
  if (links > 0) notes.push({ path: '.', reason: `${links} symbolic link${links === 1 ? ' was' : 's were'} not followed` });
  return { files: files.sort(), notes };
}

/** Whether `listFiles` would give this path: asked for a file that turned up later. */
export function isListed(root: string, path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  if (!isReviewed(name) || parts.length > maxDepth + 1) return false;
  let rules = IgnoreRules.above(root).inside(root, '');
  for (const [index, part] of parts.slice(0, -1).entries()) {
    const folder = parts.slice(0, index + 1).join('/');
    if (skippedFolders.has(part) || rules.ignores(`${folder}/`) || isLink(join(root, folder))) return false;
    rules = rules.inside(root, folder);
  }
  return isEnvironmentFile(name) || !rules.ignores(path);
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}

/** Whether a path is of a kind that some reader could want. */
export function isReviewed(path: string): boolean {
  return reviewed.test(path.slice(path.lastIndexOf('/') + 1));
}
