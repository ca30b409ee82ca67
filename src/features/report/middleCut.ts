import { visibleText } from '../visibleText.js';

/** The text, or its beginning and end, where there is room for so many characters only. */
export function middleCut(text: string, room: number): string {
  const characters = Array.from(visibleText(text));
  if (characters.length <= room) return characters.join('');
  const tail = Math.floor((room - 1) / 2);
  return `${characters.slice(0, room - 1 - tail).join('')}…${characters.slice(-tail).join('')}`;
}
