import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_PLATFORM_FILE } from '../render';
import type { Nodes } from '../checks/subject';
import { parseQuantity } from '../text/quantity';
import { describeError } from '../text/user-error';
import { check } from './check';
import { CHECK_FORMATS, checkManifests, EXIT_CODES, type CheckManifestsOptions } from './check-manifests';
import { isAboutMetrics, metricCommand, type MetricCommand } from './metric-command';

interface CheckResult {
  readonly text: string;
  readonly exitCode: number;
}

interface Options extends CheckManifestsOptions, Omit<MetricCommand, 'format'> {
  readonly file?: string;
}

const HELP = `
Without files, or with --file, a platform file is checked. Otherwise manifests are: everything that Helm, kustomize or
an operator's authors wrote. Objects of unknown kinds, and files without manifests, are passed over and counted.

Exit codes:
  0  no findings at the level of --fail-on or above
  1  findings at that level
  2  nothing could be checked: no manifests, an unreadable file, a wrong option

Examples:
  npx faas-stack check -f platform.yaml
  helm template my-release my-chart | npx faas-stack check -
  kustomize build overlays/production | npx faas-stack check - --external 'Secret/registry-*'
  npx faas-stack check new/ --against old/
  npx faas-stack check manifests/ --nodes 3x4cpu16Gi,2x8cpu32Gi
  npx faas-stack check manifests/ --ignore 'FS-405:DaemonSet/node-agent=it needs the files of the node'
  npx faas-stack check manifests/ --format sarif > check.sarif`;

/** The command that checks a platform, or manifests. @param run - runs the check of a platform. */
export function checkCommand(run: (command: () => string) => void): Command {
  const several = (value: string, before: readonly string[]): string[] => [...before, value];
  const command = new Command('check')
    .description('check a platform or any manifests and report all findings, without writing anything')
    .addArgument(new Argument('[files...]', 'files or folders of manifests; - for standard input'))
    .option('-f, --file <file>', 'platform file')
    .option('--against <folder>', 'compare with the manifests in a folder, which were applied before')
    .addOption(new Option('--format <format>', 'form of the report').choices(CHECK_FORMATS).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'least severity that fails').choices(['error', 'warning']).default('error'),
    )
    .addOption(
      new Option('--ignore <rule=reason>', 'accept a finding: FS-101=reason, or FS-101:Kind/name=reason; repeatable')
        .argParser(several)
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--external <objects>',
        'objects that others make: Kind/name, separated by commas; * stands for any text',
      )
        .argParser(externals)
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--nodes <nodes>',
        'nodes that the pods have to fit: count, cores and memory, such as 3x4cpu16Gi, separated by commas',
      ).argParser(nodesOf),
    )
    .option('--namespace <name>', 'namespace of objects that name none')
    .option('--kubernetes <version>', 'version of the cluster of manifests, or with --metrics')
    .option(
      '--metrics',
      'report the metrics of Kubernetes that rules, boards and queries read (docs/metric-stability.md)',
    )
    .option('--from <version>', 'with --metrics: report only what an upgrade from this version breaks')
    .option('--scrape <file...>', 'with --metrics: compare two texts of /metrics, or one with the list of --kubernetes')
    .addHelpText('after', HELP)
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? EXIT_CODES.passed : EXIT_CODES.notChecked);
    })
    .action((files: string[], options: Options) => {
      if (files.length > 0 && options.file !== undefined) {
        command.error('error: --file names a platform, and cannot be used with files of manifests');
      }
      if (files.length === 0 && options.nodes !== undefined) {
        command.error('error: --nodes is for manifests: write them with synth, and check their folder');
      }
      if (files.length === 0) run(() => aboutPlatform(options));
      else report(() => (isAboutMetrics(options) ? metrics(files, options) : checkManifests(files, options)));
    });
  return command;
}

function aboutPlatform({ file = DEFAULT_PLATFORM_FILE, against, ...options }: Options): string {
  if (!isAboutMetrics(options)) return check(file, against);
  const { output, broken } = metricCommand([], file, options);
  if (broken) process.exitCode = EXIT_CODES.findings;
  return output;
}

function metrics(files: readonly string[], options: Options): CheckResult {
  const { output, broken } = metricCommand(files, '', options);
  return { text: output, exitCode: broken ? EXIT_CODES.findings : EXIT_CODES.passed };
}

function report(command: () => CheckResult): void {
  try {
    const { text, exitCode } = command();
    console.log(text);
    process.exitCode = exitCode;
  } catch (error) {
    console.error(describeError(error));
    process.exitCode = EXIT_CODES.notChecked;
  }
}

/** Nodes as `--nodes` names them. */
function nodesOf(text: string): Nodes[] {
  return text.split(',').map((part) => {
    const [, number = '', cores = '', memory = ''] =
      /^(\d+)x(\d+(?:\.\d+)?)cpu(\d+(?:\.\d+)?(?:[MGT]i?))$/.exec(part.trim()) ?? [];
    const [count, cpu] = [Number(number), Number(cores)];
    if (count === 0 || cpu === 0 || parseQuantity(memory) === 0)
      throw new InvalidArgumentError(
        `'${part.trim()}' has another form. Write count, cores and memory, such as 3x4cpu16Gi.`,
      );
    return { count, cpu, memory: parseQuantity(memory) };
  });
}

function externals(text: string, before: readonly string[] = []): string[] {
  const patterns = text.split(',').map((part) => part.trim());
  const wrong = patterns.find((pattern) => !/^[A-Za-z*]+\/[^/\s]+$/.test(pattern));
  if (wrong !== undefined)
    throw new InvalidArgumentError(`'${wrong}' has another form. Write Kind/name, such as Secret/web-tls.`);
  return [...before, ...patterns];
}
