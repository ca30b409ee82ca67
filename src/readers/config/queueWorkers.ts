import type { Word } from './words.js';

/** How the workers of queue libraries of other languages are started. */
const starts: readonly (readonly [library: string, command: RegExp])[] = [
  ['celery', /(?:^|[\s/])celery\s(?:[^;&|]*\s)?worker(?:\s|$)/],
  ['rq', /(?:^|[\s/])rq\s+worker(?:\s|$)|(?:^|\s)rqworker(?:\s|$)/],
  ['sidekiq', /(?:^|[\s/])sidekiq(?:\s|$)/],
  ['resque', /(?:^|\s)resque:work(?:ers)?(?:\s|$)/],
];

/** The library whose worker a service runs: `celery -A shop worker`, `bundle exec sidekiq`. */
export function queueLibraryOf(words: readonly Word[]): string | undefined {
  const line = words.map(({ text }) => text).join(' ');
  return starts.find(([, command]) => command.test(line))?.[0];
}
