import { keyOf, type CallGraph, type FunctionAt } from './callGraph.js';
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
  /** Undefined when nothing that answers requests is seen to come to it. */
  inRequestPath(call: StoreCall): boolean | undefined;
}

export function codeContext(view: View, graph: CallGraph): CodeContext {
  const inRequest = view.resolver.keep.of<string, boolean | undefined>('in a request path');
  const handed = handedOver(view);

  /** A handler, or in one. */
  function isInHandler(at: FunctionAt): boolean {
    const handlers = handlersIn(at.file, view);
    return graph.around(at).some(index => handlers.has(index) || handed.has(`${at.file}:${index}`));
  }

  function isInRequestPath(at: FunctionAt): boolean | undefined {
    return inRequest.ask(keyOf(at), [handed], () => findRequest(at));
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

  function inRequestPathOf({ at: { file, call } }: StoreCall): boolean | undefined {
    return isScriptFile(file) ? false : isInRequestPath({ file, function: call.function });
  }

  function of(call: StoreCall): CodePosition {
    const { file, call: written } = call.at;
    const inRequestPath = inRequestPathOf(call);
    return {
      function: nameOf({ file, function: written.function }),
      isAwaited: written.isAwaited,
      inLoop: written.loop !== undefined,
      ...(inRequestPath !== undefined && { inRequestPath }),
      inScript: isScriptFile(file),
      inTest: isTestFile(file),
    };
  }

  /** The nearest name of the functions around. */
  function nameOf(at: FunctionAt): string {
    const functions = view.code.get(at.file)?.functions;
    return graph.around(at).map(index => functions?.[index]?.name).find(name => name !== undefined) ?? '';
  }

  return { of, inRequestPath: inRequestPathOf };
}
