/// <reference lib="dom" />
// Runs inside the report's webview: links open in the editor, the place is kept when the report is renewed.
declare function acquireVsCodeApi(): { postMessage(message: unknown): void; getState(): unknown; setState(state: unknown): void };

const vscode = acquireVsCodeApi();
document.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const href = link?.getAttribute('href');
  if (!href) return;
  event.preventDefault();
  vscode.postMessage({ open: href });
});

const state = vscode.getState();
if (typeof state === 'object' && state !== null && 'top' in state) window.scrollTo(0, Number(state.top));
window.addEventListener('scroll', () => vscode.setState({ top: window.scrollY }), { passive: true });
