/** Text of the workspace as it may be shown: one line, without characters that change direction or are not seen. */
export function visibleText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '');
}
