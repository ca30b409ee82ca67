/** Files that may quote a config but are none. */
export function isProseOrCode(path: string): boolean {
  return /\.(?:mdx?|markdown|rst|adoc|html?|[cm]?[jt]sx?|py|java|go|rs|rb|php|cs|kts?|scala|ex|sh|bash|ps1|sql|tf|hcl|lock|log|ipynb|svg|xml|s?css|vue|svelte|patch|diff|snap)$/i.test(path);
}
