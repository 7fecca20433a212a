import { createInterface } from 'node:readline/promises';
import { Command, Option } from 'commander';
import { PROFILE_NAMES } from '../platform/model';
import { describeError } from '../text/user-error';
import { ENTRY_TYPES, init, type InitAnswers } from './init';
import { askAnswers } from './init-questions';

const HELP = `
On a terminal and without options other than --file, the answers are asked for.

Examples:
  npx faas-stack init
  npx faas-stack init -p production --name prod --storage-class fast -f production.yaml
  npx faas-stack init --ingress Standard --host openwhisk.example.org --no-logging`;

type Options = InitAnswers & { readonly file: string };

/** The command that writes a new platform file. */
export function initCommand(): Command {
  const command = new Command('init')
    .description('write a new platform file')
    .addOption(new Option('-f, --file <file>', 'file to write').default('platform.yaml'))
    .addOption(
      new Option('-p, --profile <profile>', 'profile: a complete set of defaults')
        .choices(PROFILE_NAMES)
        .default('standard'),
    )
    .option('--name <name>', 'name of the instance, the prefix of the names of all objects')
    .option('--namespace <namespace>', 'namespace of OpenWhisk')
    .option('--storage-class <name>', "storage class of all volumes (default: the cluster's default)")
    .addOption(new Option('--ingress <type>', 'how clients reach the platform').choices(ENTRY_TYPES))
    .option('--host <name>', 'host name of the API')
    .option('--monitoring', 'with monitoring (default: as the profile)')
    .option('--no-monitoring', 'without monitoring')
    .option('--logging', 'with logging (default: as the profile)')
    .option('--no-logging', 'without logging')
    .addHelpText('after', HELP);
  return command.action(async ({ file, ...given }: Options) => {
    const isGiven = Object.keys(given).some((key) => command.getOptionValueSource(key) === 'cli');
    try {
      console.log(init(file, isGiven || !process.stdin.isTTY ? given : await ask()));
    } catch (error) {
      console.error(describeError(error));
      process.exitCode = 1;
    }
  });
}

async function ask(): Promise<InitAnswers> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await askAnswers({
      question: (text: string) => terminal.question(text),
      say: (text) => console.error(text),
    });
  } finally {
    terminal.close();
  }
}
