/**
 * Libraries without a binding that take a client, or a queue that holds one, and leave its `error` event alone: as read in what
 * is published of @bull-board/api 6.21, @langchain/community 1.1, @langchain/redis 0.1 and rate-limit-redis 4.2.
 */
const quiet = ['@bull-board/api', '@langchain/community', '@langchain/redis', 'rate-limit-redis'];

/** Node's own modules and the libraries known for it: nothing of them listens for a client's errors. */
export function leavesErrorsAlone(module: string): boolean {
  return /^node:|^(?:assert|console|util)$/.test(module) || quiet.some(library => module === library || module.startsWith(`${library}/`));
}
