import { keepCompiledCode } from '../host/compiledCode.js';
import { runCli } from './program.js';

keepCompiledCode();

runCli(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
}).then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // Not one of the expected failures: show where it happened, so that it can be reported and mended.
    process.stderr.write(`datastore-review: internal error\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);
