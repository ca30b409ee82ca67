import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** How links in a file of `folder` lead to files below `root`: '', '../', or the whole way where there is no other. */
export function leadTo(root: string, folder: string): string {
  const path = relative(folder, root);
  if (path === '') return '';
  if (isAbsolute(path)) return `${pathToFileURL(root).href}/`;
  return `${path.split(sep).map(encodeURIComponent).join('/')}/`;
}
