/** A mistake in the user's config file: `file:line:column: what is wrong and what would be right`. */
export class ConfigError extends Error {}
