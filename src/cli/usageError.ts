/** A mistake of the user: bad argument, config or rule file. Printed as one line; the exit code is 2. */
export class UsageError extends Error {}
