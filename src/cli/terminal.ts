/** What a command may touch of the process; tests pass their own. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** `NO_COLOR` and `FORCE_COLOR` as their conventions say; else colour on a terminal only. */
export function wantsColor(terminal: Terminal): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = terminal.env;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return terminal.stdout.isTTY === true && TERM !== 'dumb';
}

export interface Progress {
  show(text: string): void;
  /** Takes the line away again. */
  done(): void;
}

/** One line on stderr that is written over; nothing where nobody watches. */
export function createProgress(terminal: Terminal): Progress {
  const watched = terminal.stderr.isTTY === true && !terminal.env['CI'];
  let shown = false;
  return {
    show(text) {
      if (!watched) return;
      shown = true;
      terminal.stderr.write(`\r\x1b[2K${text}`);
    },
    done() {
      if (shown) terminal.stderr.write('\r\x1b[2K');
      shown = false;
    },
  };
}
