/** Libraries without a binding that take a client and leave its events alone, as read in their source in 2026-08. */
const quiet = ['@bull-board/api', '@langchain/community', '@langchain/redis', 'rate-limit-redis'];

/** Node's own modules and the libraries known for it: nothing of them listens for a client's errors. */
export function leavesErrorsAlone(module: string): boolean {
  return /^node:|^(?:assert|console|util)$/.test(module) || quiet.some(library => module === library || module.startsWith(`${library}/`));
}
