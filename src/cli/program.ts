import { Command, CommanderError, Option } from 'commander';
import { ConfigError } from '../settings/configError.js';
import { presets } from '../settings/presets.js';
import { RuleFileError } from '../linter/ruleFileError.js';
import { failLevels, formats, type CheckOptions } from './checkOptions.js';
import type { ReportOptions } from './reportCommand.js';
import { reportFormats } from '../features/report/reportFormats.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usageError.js';
import { version } from '../host/version.js';

// commands are loaded when they are asked for: `--version` and `--help` need none

/** Runs one command line. 0: nothing at the threshold; 1: findings; 2: a mistake in arguments, config or rules. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0;
  const program = createProgram(terminal, result => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError || error instanceof ConfigError || error instanceof RuleFileError) {
      terminal.stderr.write(`datastore-review: ${error.message}\n`);
      return 2;
    }
    throw error;
  }
}

function createProgram(terminal: Terminal, done: (code: number) => void): Command {
  const program = new Command('datastore-review')
    .description('Reviews how a workspace uses Redis, DynamoDB and Cassandra: what the code needs against what the config guarantees.')
    .version(version, '-V, --version')
    .helpOption('-h, --help')
    .configureOutput({
      writeOut: text => terminal.stdout.write(text),
      writeErr: text => terminal.stderr.write(text),
      outputError: (text, write) => {
        write(`datastore-review: ${text.replace(/^error: /, '')}`);
      },
    })
    .exitOverride();
  const preset = new Option('--preset <name>', 'which rules speak where `rules` does not name them; in place of the config file\'s').choices(presets);
  const extraRules = new Option('--rules <folder>', 'also load the rule files of this folder');

  program
    .command('check', { isDefault: true })
    .description('review a workspace (the default command)')
    .argument('[paths...]', 'a folder to review, or files and folders of the current one to show findings of', [])
    .addOption(new Option('-f, --format <format>', 'how to print findings').choices(formats).default('text'))
    .addOption(new Option('--fail-on <severity>', 'exit 1 when a finding is at least this severe').choices(failLevels).default('error'))
    .option('--explain-silence', 'also print what was considered and found fine, with the reason (text and json)', false)
    .option('--fix', 'apply the fixes that keep behaviour', false)
    .option('-c, --config <file>', 'config file (default: .datastore-review.yml of the folder reviewed)')
    .option('--no-config', 'read no config file')
    .addOption(preset)
    .addOption(extraRules)
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import('./check.js');
      done(check(paths, options, terminal));
    });
  program
    .command('report')
    .description('compare the datastores: what each data set needs, what it is given, what would make it fit')
    .argument('[paths...]', 'as for check; of several, the data sets that they use', [])
    .addOption(new Option('-f, --format <format>', 'how to write it').choices(reportFormats).default('markdown'))
    .option('-o, --output <file>', 'write it to a file instead of standard output')
    .option('-c, --config <file>', 'as for check')
    .option('--no-config', 'read no config file')
    .addOption(preset)
    .addOption(extraRules)
    .action(async (paths: string[], options: ReportOptions) => {
      const { report } = await import('./reportCommand.js');
      done(report(paths, options, terminal));
    });
  program
    .command('facts')
    .description('print every fact as a line of JSON: what the review sees')
    .argument('[paths...]', 'as for check', [])
    .action(async (paths: string[]) => {
      const { printFacts } = await import('./factsCommand.js');
      done(printFacts(paths, terminal));
    });
  program
    .command('rules')
    .description('list the rules')
    .addOption(new Option('-f, --format <format>', 'how to print them').choices(['text', 'json']).default('text'))
    .addOption(extraRules)
    .action(async (options: { format: string; rules?: string }) => {
      const { listRules } = await import('./rulesCommands.js');
      done(listRules(options, terminal));
    });
  program
    .command('explain')
    .description('print the documentation of a rule')
    .argument('<rule>', 'its id: redis/durable-data')
    .addOption(extraRules)
    .action(async (id: string, options: { rules?: string }) => {
      const { explainRule } = await import('./rulesCommands.js');
      done(explainRule(id, options, terminal));
    });
  program
    .command('lsp')
    .description('run the language server')
    .option('--stdio', 'speak over standard input and output', true)
    .action(async () => {
      await runLanguageServer();
    });
  return program;
}

/** The server is a bundle of its own, so that no other command pays for loading it. It ends the process itself. */
async function runLanguageServer(): Promise<never> {
  const { startServer } = await import('../server/server.js');
  startServer(['--stdio']);
  return new Promise(() => {});
}
