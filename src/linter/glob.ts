/** Whether a text fits a pattern in which `*` stands for any characters and `?` for one. Quadratic at worst, on any pattern. */
export function glob(text: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < text.length || at < pattern.length;) {
    if (index < text.length && pattern[at] === '*') {
      star = at++;
      resume = index;
    } else if (index < text.length && at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at++;
      index++;
    } else if (index === text.length && pattern[at] === '*') {
      at++;
    } else if (star >= 0 && resume < text.length) {
      at = star + 1;
      index = ++resume;
    } else {
      return false;
    }
  }
  return true;
}
