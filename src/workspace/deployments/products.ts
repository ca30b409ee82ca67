/** `7.2.4` → 7.2. */
export function version(text: string | undefined): { readonly version?: number } {
  const found = /^(\d+)(?:\.(\d+))?/.exec(text ?? '');
  return found ? { version: Number(found[2] === undefined ? found[1] : `${found[1] ?? ''}.${found[2]}`) } : {};
}

/** Whether a version as it is written, `7.2.4` or `7` for the newest 7, comes before another; by major and minor. */
export function isBefore(release: string, other: string): boolean {
  const [major = NaN, minor = Infinity] = numbersOf(release);
  const [otherMajor = NaN, otherMinor = 0] = numbersOf(other);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

function numbersOf(text: string): readonly number[] {
  return (/^\d+(?:\.\d+)?/.exec(text)?.[0] ?? '').split('.').flatMap(part => (part === '' ? [] : [Number(part)]));
}

/** Its start script reads other variables, and its defaults differ from the server's. */
export function isBitnami(image: string): boolean {
  return /(?:^|\/)bitnami(?:legacy|secure)?\//.test(image);
}
