import type { Fact } from '../facts/storeFacts.js';
import { escapeMarkdown } from './markdown.js';

type Fit = Fact<'design.data-set'>['fit'];

const words: Readonly<Record<string, string>> = {
  fits: 'fits',
  conditional: 'fits, if conditions hold that could not be checked',
  unmet: 'a condition does not hold',
  unfit: 'does not fit',
};

/** How well a data set is kept where it is, in a line; nothing where that was not assessed. */
export function fitText({ verdict, title, reason }: Fit): string | undefined {
  const word = words[verdict];
  return word === undefined ? undefined : `${escapeMarkdown(title)}: **${word}**. ${escapeMarkdown(reason)}`;
}
