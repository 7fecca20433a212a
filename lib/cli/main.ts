#!/usr/bin/env node
import { Command, Option } from 'commander';
import { platformJsonSchema } from '../platform/model';
import { platformReference } from '../load/reference';
import { checkCommand } from './check-command';
import { applyCommand } from './cluster/apply-command';
import { destroyCommand } from './cluster/destroy-command';
import { diffCommand } from './cluster/diff-command';
import { statusCommand } from './cluster/status-command';
import { completionCommand } from './completion-command';
import { addExamples } from './examples';
import { explainCommand } from './explain-command';
import { graph, GRAPH_FORMATS } from './graph';
import { IMAGE_FORMATS, images, pin, standardInput } from './images';
import { importValues, type ImportOptions } from './import';
import { initCommand } from './init-command';
import { DEFAULT_PLATFORM_FILE } from '../render';
import { writeNodeFiles } from './node-files';
import { simulateCommand } from './simulate-command';
import { synth } from './synth';
import { describeError } from '../text/user-error';

const platformFile = (): Option =>
  new Option('-f, --file <file>', 'platform file').default(DEFAULT_PLATFORM_FILE, 'stacks/platforms/standard.yaml');

/** Runs a command and prints its result; an error ends the program with code 1. */
function run(command: () => string): void {
  try {
    console.log(command());
  } catch (error) {
    console.error(describeError(error));
    process.exitCode = 1;
  }
}

const program = new Command('faas-stack').description(
  'A serverless platform on Kubernetes, generated from one typed model.',
);

program.addCommand(initCommand());

program
  .command('import')
  .description(
    'convert values files of the OpenWhisk Helm chart into a platform file, and report what became of each key',
  )
  .argument('<values...>', 'values files; later files take precedence over earlier ones')
  .addOption(new Option('-o, --output <file>', 'platform file to write').default('platform.yaml'))
  .option('--force', 'overwrite the platform file', false)
  .option('--strict', 'write nothing if any key is unknown', false)
  .action((files: string[], options: ImportOptions) => run(() => importValues(files, options)));

program
  .command('synth')
  .description('write the manifests of a platform')
  .addOption(platformFile())
  .addOption(new Option('-o, --output <folder>', 'folder to write to').default('dist'))
  .action(({ file, output }: { file: string; output: string }) => run(() => synth(file, output)));

program.addCommand(checkCommand(run));
program.addCommand(diffCommand());
program.addCommand(applyCommand());
program.addCommand(statusCommand());
program.addCommand(destroyCommand());

program
  .command('graph')
  .description('show the launch order of a platform')
  .addOption(platformFile())
  .addOption(new Option('--format <format>', 'output format').choices(GRAPH_FORMATS).default('text'))
  .action(({ file, format }: { file: string; format: (typeof GRAPH_FORMATS)[number] }) =>
    run(() => graph(file, format)),
  );

program
  .command('images')
  .description('list all images of a platform, or print the commands that copy them or read their digests')
  .addOption(platformFile())
  .addOption(new Option('--format <format>', 'output format').choices(IMAGE_FORMATS).default('list'))
  .option('--pin', "write the digests on standard input, '<image> <digest>' per line, into the platform file", false)
  .action(({ file, format, pin: pins }: { file: string; format: (typeof IMAGE_FORMATS)[number]; pin: boolean }) =>
    run(() => (pins ? pin(file, standardInput()) : images(file, format))),
  );

program
  .command('node-files')
  .description(
    'write the configuration that has API server, kubelet, etcd and containerd send traces, with instructions',
  )
  .addOption(platformFile())
  .addOption(new Option('-o, --output <folder>', 'folder to write to').default('nodes'))
  .option('--force', 'overwrite files', false)
  .action(({ file, output, force }: { file: string; output: string; force: boolean }) =>
    run(() => writeNodeFiles(file, output, force)),
  );

program.addCommand(simulateCommand(run));

program
  .command('schema')
  .description('print the JSON schema of the platform file, or its reference')
  .addOption(new Option('--format <format>', 'output format').choices(['json', 'markdown']).default('json'))
  .action(({ format }: { format: 'json' | 'markdown' }) =>
    run(() => (format === 'json' ? JSON.stringify(platformJsonSchema(), null, 2) : platformReference().trimEnd())),
  );

program.addCommand(explainCommand(run));
program.addCommand(completionCommand(program, run));
addExamples(program);

void program.parseAsync();
