/** The folder of a path; '' for the root. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** A path relative to a folder; undefined when it leaves the root. */
export function joinPath(directory: string, relative: string): string | undefined {
  const words = directory === '' ? [] : directory.split('/');
  for (const word of relative.split('/')) {
    if (word === '' || word === '.') continue;
    if (word !== '..') words.push(word);
    else if (words.pop() === undefined) return undefined;
  }
  return words.join('/');
}

/** Last part of a path or specifier without its extension; for an index file, that of its folder. */
export function moduleName(path: string): string {
  const words = path.split('/');
  const last = (words.pop() ?? '').replace(/(\.d)?\.[cm]?[jt]sx?$/, '');
  return last === 'index' ? (words.pop() ?? '') : last;
}

/** Whether a path is one of tests, mocks or end-to-end runs. */
export function isTest(path: string): boolean {
  return /(?:^|\/)(?:tests?|__tests__|__mocks__|e2e|spec|cypress)\/|[.-](?:test|spec|e2e|e2e-spec|mock)\.[cm]?[jt]sx?$/.test(path);
}
