import { keepCompiledCode } from '../host/compiledCode.js';
import { runCli } from './program.js';

keepCompiledCode();

// `datastore-review check | head`: whoever reads has seen enough
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

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
