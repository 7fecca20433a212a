import { Command, InvalidArgumentError } from 'commander';
import { isOlder, NEWEST_VERSION, OLDEST_VERSION, VERSION } from '../kube/kubernetes-versions';
import { amount, amounts, cores, duration, featureGates, period, positive, wholeNumber } from './arguments';
import { SimulationInputError } from '../simulator/input-error';
import { simulate, type SimulateOptions } from './simulate';
import { simulateWays } from './simulate-ways';

/** The command `simulate`; `run` prints its result or its error. */
export function simulateCommand(run: (command: () => string) => void): Command {
  const command = new Command('simulate')
    .description('simulate a HorizontalPodAutoscaler, or several ways of scaling, under a recorded load')
    .option('--hpa <name>', 'name of the HorizontalPodAutoscaler, or of the ScaledObject that KEDA makes it of')
    .requiredOption(
      '--trace <file>',
      'load as CSV: time_s,demand, or one column per metric; or a range query of Prometheus in JSON',
    )
    .option(
      '--ways <names>',
      'instead of --hpa: ways to scale functions side by side, joined by commas, or all; the trace is in requests per second',
    )
    .option(
      '-f, --file <file>',
      'platform file that has it (default without --manifest: stacks/platforms/standard.yaml)',
    )
    .option('--manifest <file>', 'manifests that have the HorizontalPodAutoscaler, its target, or both')
    .option('--compare <settings|file>', 'simulate another HPA, too: changed settings such as target=60, or a manifest')
    .option('--unserved <percent>', 'unserved demand that proposals aim at (default: 1)', amount)
    .option('--svg <file>', 'write the chart to this file')
    .option('--json', 'print the result and all series as JSON', false)
    .option('--hold', 'repeat the last value where rows are missing', false)
    .option('--until <seconds>', 'end of the simulation (default: the last row of the trace)', amount);
  addPodOptions(command);
  addClusterOptions(command);
  return command.action((options: GivenOptions) => run(() => simulateEither(options, command)));
}

/** Options of either simulation: `--hpa` or `--ways` decides. */
type GivenOptions = Omit<SimulateOptions, 'hpa'> & { readonly hpa?: string; readonly ways?: string };

/** Options of `--ways`; the others belong to an HPA. */
const OPTIONS_OF_WAYS = ['ways', 'trace', 'capacity', 'podStart', 'until', 'hold', 'svg', 'json'];

function simulateEither({ ways, hpa, ...options }: GivenOptions, command: Command): string {
  if (ways !== undefined) {
    const others = command.options.filter(
      (option) =>
        command.getOptionValueSource(option.attributeName()) === 'cli' &&
        !OPTIONS_OF_WAYS.includes(option.attributeName()),
    );
    return simulateWays({ ...options, ways, others: others.map(({ long }) => long ?? '') });
  }
  if (hpa !== undefined) return simulate({ ...options, hpa });
  const fix = 'name a HorizontalPodAutoscaler, or compare ways of scaling with --ways all';
  throw new SimulationInputError('--hpa', [{ problem: 'neither --hpa nor --ways is given', fix }]);
}

function addPodOptions(command: Command): void {
  command
    .option('--initial <replicas>', 'initial number of replicas', wholeNumber)
    .option(
      '--requests <amounts>',
      'requests of a pod, such as cpu=200m,memory=128Mi; of a container: app/cpu=200m',
      amounts,
    )
    .option('--limits <amounts>', 'limits of a pod, in the same form', amounts)
    .option(
      '--capacity <amount>',
      'capacity of a pod, in the unit of the first metric (default: its CPU limit); with --ways in requests per second',
      positive,
    )
    .option('--base <amounts>', 'use of a pod without any load, such as cpu=20m,memory=600Mi', amounts)
    .option('--startup-cpu <quantity>', 'CPU that a new pod uses besides, in its first seconds', cores)
    .option('--startup-seconds <seconds>', 'how long it uses that', amount)
    .option('--pod-start <seconds>', 'time until a new pod is ready', amount, 10)
    .option('--pod-pending <seconds>', 'time until the containers of a new pod run, part of --pod-start', amount, 0)
    .option('--pod-termination <seconds>', 'time that a deleted pod takes to end', amount, 0)
    .option('--metrics-resolution <seconds>', 'interval between measurements; 0 for ideal metrics', amount, 15)
    .option('--metrics-delay <seconds>', 'delay until a measurement is available', amount, 0);
}

/** Flags of kube-controller-manager have its names and defaults. */
function addClusterOptions(command: Command): void {
  command
    .option(
      '--kubernetes-version <version>',
      'version of Kubernetes, such as 1.36, which decides on the feature gates (default: cluster.version)',
      kubernetesVersion,
    )
    .option('--feature-gates <gates>', 'feature gates, such as HPAScaleToZero=true', featureGates)
    .option('--horizontal-pod-autoscaler-sync-period <duration>', 'time between two syncs (default: 15s)', period)
    .option(
      '--horizontal-pod-autoscaler-tolerance <ratio>',
      'distance from the target that changes nothing (default: 0.1)',
      amount,
    )
    .option(
      '--horizontal-pod-autoscaler-downscale-stabilization <duration>',
      'time that a higher recommendation holds (default: 5m0s)',
      duration,
    )
    .option(
      '--horizontal-pod-autoscaler-cpu-initialization-period <duration>',
      "time after a pod's start when its CPU counts only if it is ready (default: 5m0s)",
      duration,
    )
    .option(
      '--horizontal-pod-autoscaler-initial-readiness-delay <duration>',
      "time after a pod's start when its first readiness is expected (default: 30s)",
      duration,
    );
}

function kubernetesVersion(text: string): string {
  const minor = text.replace(/^v/, '').split('.').slice(0, 2).join('.');
  if (!VERSION.test(minor) || isOlder(minor, OLDEST_VERSION))
    throw new InvalidArgumentError(`Write a minor version from ${OLDEST_VERSION} on, such as ${NEWEST_VERSION}.`);
  return minor;
}
