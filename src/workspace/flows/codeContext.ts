import type { CallGraph, FunctionAt } from './callGraph.js';
import { isScriptFile, isTestFile } from '../deployments/environments.js';
import type { StoreCall } from '../known.js';
import { handedOver, handlersIn } from './requestHandlers.js';
import type { View } from '../view.js';

/** Where in the program a call stands. */
export interface CodePosition {
  readonly function: string;
  readonly isAwaited: boolean;
  readonly inLoop: boolean;
  readonly inRequestPath?: boolean;
  readonly inScript: boolean;
  readonly inTest: boolean;
}

export interface CodeContext {
  of(call: StoreCall): CodePosition;
}

export function codeContext(view: View, graph: CallGraph): CodeContext {
  const inRequest = new Map<string, boolean | undefined>();
  let handed: ReadonlySet<string> | undefined;

  /** A handler, or in one. */
  function isInHandler(at: FunctionAt): boolean {
    handed ??= handedOver(view);
    const all = handed;
    const handlers = handlersIn(at.file, view);
    return graph.around(at).some(index => handlers.has(index) || all.has(`${at.file}:${index}`));
  }

  function isInRequestPath(at: FunctionAt): boolean | undefined {
    const key = `${at.file}:${at.function ?? ''}`;
    if (!inRequest.has(key)) inRequest.set(key, findRequest(at));
    return inRequest.get(key);
  }

  function findRequest(at: FunctionAt): boolean | undefined {
    // What a module does by itself runs once, when it is loaded.
    if (at.function === undefined) return false;
    let level: readonly FunctionAt[] = [at];
    for (let step = 0; step <= 2; step++) {
      if (level.some(isInHandler)) return true;
      if (step < 2) level = level.flatMap(each => graph.around(each).flatMap(index => graph.callersOf({ file: each.file, function: index }))).slice(0, 50);
    }
    return undefined;
  }

  function of(call: StoreCall): CodePosition {
    const { file, call: written } = call.at;
    const inScript = isScriptFile(file);
    const inRequestPath = inScript ? false : isInRequestPath({ file, function: written.function });
    return {
      function: nameOf({ file, function: written.function }),
      isAwaited: written.isAwaited,
      inLoop: written.loop !== undefined,
      ...(inRequestPath !== undefined && { inRequestPath }),
      inScript,
      inTest: isTestFile(file),
    };
  }

  /** The nearest name of the functions around. */
  function nameOf(at: FunctionAt): string {
    const functions = view.code.get(at.file)?.functions;
    return graph.around(at).map(index => functions?.[index]?.name).find(name => name !== undefined) ?? '';
  }

  return { of };
}
