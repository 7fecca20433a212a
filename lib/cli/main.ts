#!/usr/bin/env node
import { Command, Option } from 'commander';
import { FindingsError } from '../checks/all';
import { PlatformFileError } from '../platform/mistake';
import { platformJsonSchema, PROFILE_NAMES, type ProfileName } from '../platform/model';
import { platformReference } from '../platform/reference';
import { check } from './check';
import { graph, GRAPH_FORMATS } from './graph';
import { importValues, type ImportOptions } from './import';
import { init } from './init';
import { DEFAULT_PLATFORM_FILE } from './platform';
import { synth } from './synth';

const platformFile = (): Option =>
  new Option('-f, --file <file>', 'platform file').default(DEFAULT_PLATFORM_FILE, 'stacks/platforms/standard.yaml');

/** Runs a command and prints what it says; a mistake of the user's is told without a stack trace. */
function run(command: () => string): void {
  try {
    console.log(command());
  } catch (error) {
    const expected = error instanceof PlatformFileError || error instanceof FindingsError || !process.env['DEBUG'];
    console.error(expected ? (error as Error).message : error);
    process.exitCode = 1;
  }
}

const program = new Command('faas-stack').description('A serverless platform on Kubernetes, from one typed model.');

program
  .command('init')
  .description('write a new platform file')
  .addOption(new Option('-f, --file <file>', 'file to write').default('platform.yaml'))
  .addOption(new Option('-p, --profile <profile>', 'set of defaults').choices(PROFILE_NAMES).default('standard'))
  .action(({ file, profile }: { file: string; profile: ProfileName }) => run(() => init(file, profile)));

program
  .command('import')
  .description('write a platform file from values files of the OpenWhisk Helm chart, and say what became of each key')
  .argument('<values...>', 'values files; a later one goes before an earlier one')
  .addOption(new Option('-o, --output <file>', 'platform file to write').default('platform.yaml'))
  .option('--force', 'overwrite the platform file', false)
  .option('--strict', 'write nothing when a key is not known', false)
  .action((files: string[], options: ImportOptions) => run(() => importValues(files, options)));

program
  .command('synth')
  .description('write the manifests of a platform')
  .addOption(platformFile())
  .addOption(new Option('-o, --output <folder>', 'folder to write to').default('dist'))
  .action(({ file, output }: { file: string; output: string }) => run(() => synth(file, output)));

program
  .command('check')
  .description('say what is wrong in a platform, without writing anything')
  .addOption(platformFile())
  .action(({ file }: { file: string }) => run(() => check(file)));

program
  .command('graph')
  .description('show the launch order of a platform')
  .addOption(platformFile())
  .addOption(new Option('--format <format>', 'form of the graph').choices(GRAPH_FORMATS).default('text'))
  .action(({ file, format }: { file: string; format: (typeof GRAPH_FORMATS)[number] }) =>
    run(() => graph(file, format)),
  );

program
  .command('schema')
  .description('print the JSON schema of platform files, or their reference')
  .addOption(new Option('--format <format>', 'form of the schema').choices(['json', 'markdown']).default('json'))
  .action(({ format }: { format: 'json' | 'markdown' }) =>
    run(() => (format === 'json' ? JSON.stringify(platformJsonSchema(), null, 2) : platformReference().trimEnd())),
  );

program.parse();
