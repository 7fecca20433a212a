import { Command } from 'commander';
import { explain } from '../load/explain';

const HELP = `
Examples:
  npx faas-stack explain
  npx faas-stack explain monitoring.prometheus
  npx faas-stack explain monitoring.prometheus.retention
  npx faas-stack explain 'monitoring.scrape[].interval'`;

/** The command `explain`; `run` prints its result or its error. */
export function explainCommand(run: (command: () => string) => void): Command {
  return new Command('explain')
    .description('show the meaning, the values and the defaults of a property of the platform file')
    .argument('[path]', 'property or section, such as monitoring.prometheus; without it, the sections')
    .addHelpText('after', HELP)
    .action((path: string | undefined) => run(() => explain(path ?? '')));
}
