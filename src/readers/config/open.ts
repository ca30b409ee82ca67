/** Stands for a part of a text that stays open (a variable, a parameter); one character no config file uses. */
export const open = '\uE000';

export function isOpen(text: string): boolean {
  return text.includes(open);
}

/** The text with `*` for what stays open; undefined when nothing of it is known. */
export function pattern(text: string): string | undefined {
  const result = text.replace(/\uE000+/g, '*').slice(0, 4096);
  return result === '*' ? undefined : result;
}
