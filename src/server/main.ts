// by this path, so that the build finds the bundle that the CLI shares
import { startServer } from '../server/server.js';
import { keepCompiledCode } from '../host/compiledCode.js';

keepCompiledCode();
startServer();
