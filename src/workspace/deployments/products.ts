/** `7.2.4` → 7.2. */
export function version(text: string | undefined): { readonly version?: number } {
  const found = /^(\d+)(?:\.(\d+))?/.exec(text ?? '');
  return found ? { version: Number(found[2] === undefined ? found[1] : `${found[1] ?? ''}.${found[2]}`) } : {};
}

/** Its start script reads other variables, and its defaults differ from the server's. */
export function isBitnami(image: string): boolean {
  return /(?:^|\/)bitnami(?:legacy|secure)?\//.test(image);
}
