/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// Runs inside the report's webview: links open in the editor, long tables can be filtered, and what the reader has done
// stays when the report is renewed.
declare function acquireVsCodeApi(): { postMessage(message: unknown): void; getState(): unknown; setState(state: unknown): void };

/** What the reader has done; kept while the page is hidden. */
interface State {
  readonly top: number;
  /** Parts that were opened or closed, by id. */
  readonly open: Readonly<Record<string, boolean>>;
  readonly filters: Readonly<Record<string, string>>;
}

/** A table or list of more is worth a filter. */
const manyItems = 8;
const vscode = acquireVsCodeApi();
const main = document.querySelector('main');
let state: State = { top: 0, open: {}, filters: {}, ...(vscode.getState() as Partial<State> | undefined) };

function change(part: Partial<State>): void {
  state = { ...state, ...part };
  vscode.setState(state);
}

document.addEventListener('click', event => {
  const href = (event.target instanceof Element ? event.target.closest('a') : null)?.getAttribute('href');
  // the editor opens links to the web itself
  if (!href || href.startsWith('https:')) return;
  event.preventDefault();
  if (href.startsWith('#')) goTo(href.slice(1));
  else vscode.postMessage({ open: href });
});
window.addEventListener('scroll', () => change({ top: window.scrollY }), { passive: true });
// `toggle` does not bubble
document.addEventListener('toggle', ({ target }) => {
  if (target instanceof HTMLDetailsElement && target.id !== '') change({ open: { ...state.open, [target.id]: target.open } });
}, true);
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!main || typeof data !== 'object' || data === null || !('fragment' in data) || typeof data.fragment !== 'string') return;
  const { top } = state;
  const focused = placeOf(document.activeElement);
  main.innerHTML = data.fragment;
  restore(top);
  if (focused) elementAt(focused)?.focus({ preventScroll: true });
});

/** To a part of the page, opening what it lies in; the focus goes with it. */
function goTo(id: string): void {
  const target = document.getElementById(id);
  if (!target) return;
  const part = target.closest('details');
  if (part) part.open = true;
  target.scrollIntoView();
  const focus = part?.querySelector('summary') ?? target;
  if (focus === target) target.tabIndex = -1;
  focus.focus({ preventScroll: true });
}

function restore(top: number): void {
  for (const part of document.querySelectorAll('details')) {
    const open = state.open[part.id];
    if (open !== undefined) part.open = open;
  }
  for (const table of document.querySelectorAll('table')) {
    const rows = [...table.querySelectorAll<HTMLElement>('tbody tr:not(.group)')];
    addFilter(table.parentElement ?? table, table.caption?.textContent ?? '', rows);
  }
  for (const list of document.querySelectorAll('.data-sets')) addFilter(list, 'Data sets', [...list.querySelectorAll<HTMLElement>(':scope > details')]);
  window.scrollTo(0, top);
}

function addFilter(before: Element, name: string, items: readonly HTMLElement[]): void {
  if (items.length <= manyItems) return;
  const label = document.createElement('label');
  const input = document.createElement('input');
  const count = document.createElement('span');
  input.type = 'search';
  input.placeholder = 'Filter';
  input.value = state.filters[name] ?? '';
  input.setAttribute('aria-label', `Filter: ${name}`);
  count.setAttribute('aria-live', 'polite');
  count.className = 'muted';
  label.append(input);
  const filter = document.createElement('div');
  filter.className = 'filter';
  filter.append(label, count);
  before.before(filter);
  const apply = (): void => {
    const words = input.value.toLowerCase().split(/\s+/);
    for (const item of items) item.hidden = !words.every(word => item.textContent.toLowerCase().includes(word));
    const shown = items.filter(item => !item.hidden).length;
    count.textContent = shown === items.length ? `${items.length}` : `${shown} of ${items.length}`;
  };
  input.addEventListener('input', () => {
    apply();
    change({ filters: { ...state.filters, [name]: input.value } });
  });
  apply();
}

/** Where an element stands among those that look the same: found again in a page that was renewed. */
interface ElementPlace {
  readonly look: string;
  readonly index: number;
}

function placeOf(element: Element | null): ElementPlace | undefined {
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const look = lookOf(element);
  return { look, index: focusable().filter(one => lookOf(one) === look).indexOf(element) };
}

function elementAt({ look, index }: ElementPlace): HTMLElement | undefined {
  return focusable().filter(one => lookOf(one) === look)[index];
}

function focusable(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('a, summary, input, [tabindex]')];
}

function lookOf(element: HTMLElement): string {
  return [element.tagName, element.getAttribute('href'), element.getAttribute('aria-label'), element.parentElement?.id ?? element.id].join(' ');
}

restore(state.top);
vscode.postMessage({ listening: true });
