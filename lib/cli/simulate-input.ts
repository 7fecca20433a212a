import { hasFeature } from '../kube/kubernetes-versions';
import { readText } from '../load/load';
import { ownUseOf } from '../simulator/base-use';
import { requireBounds, type BoundOrigins } from '../simulator/bounds';
import { matchColumns } from '../simulator/columns';
import { SimulationInputError } from '../simulator/input-error';
import { findScaled, hpaNames, isScaler, type TargetOptions } from '../simulator/manifests';
import type { ControllerSettings } from '../simulator/controller-settings';
import type { Startup } from '../simulator/own-use';
import { readTrace } from '../simulator/read-trace';
import type { SimulationInput } from '../simulator/simulation';
import type { HpaGate } from './arguments';
import { joined, manifestObjects, readObjects, type ObjectFiles, type SimulatedObjects } from './simulated-objects';

const NAME_TRACE = 'name an existing file with --trace; stacks/traces has some';
const NAME_COMPARED = 'name an existing file with --compare, or write settings such as target=60';

/** Options of `simulate` that decide what is simulated. Times are in seconds. */
export interface SimulateInputOptions extends ObjectFiles {
  /** Name of the HorizontalPodAutoscaler. */
  readonly hpa: string;
  /** File of the load: CSV, or the answer of a range query. */
  readonly trace: string;
  /** Whether a value of the trace holds over rows that are missing. */
  readonly hold: boolean;
  /** End of the simulation. @default - the time of the trace's last row */
  readonly until?: number;
  /** Initial replicas. @default - the target's replicas */
  readonly initial?: number;
  /** Requests of a pod, by `<resource>` or `<container>/<resource>`. @default - the target's */
  readonly requests?: Readonly<Record<string, string>>;
  /** Limits of a pod, in the same form. @default - the target's */
  readonly limits?: Readonly<Record<string, string>>;
  /** Capacity of a pod, in the unit of the first metric. @default - its CPU limit, if it scales on CPU */
  readonly capacity?: number;
  /** Use of a pod without load, by the columns of the trace. @default - nothing */
  readonly base?: Readonly<Record<string, string>>;
  /** CPU of a new pod in its first seconds, in cores. */
  readonly startupCpu?: number;
  /** How many seconds these are. */
  readonly startupSeconds?: number;
  /** Time until a pod is ready. */
  readonly podStart: number;
  /** Time until the containers of a pod run. @default 0 */
  readonly podPending?: number;
  /** Time that a deleted pod takes to end. @default 0 */
  readonly podTermination?: number;
  /** Time between two measurements; 0 for ideal ones. */
  readonly metricsResolution: number;
  /** Time until the metrics API has a measurement. */
  readonly metricsDelay: number;
  /** Minor version of Kubernetes. @default - `cluster.version` of the platform file */
  readonly kubernetesVersion?: string;
  /** Feature gates that differ from the version's. */
  readonly featureGates?: Readonly<Partial<Record<HpaGate, boolean>>>;
  readonly horizontalPodAutoscalerSyncPeriod?: number;
  readonly horizontalPodAutoscalerTolerance?: number;
  readonly horizontalPodAutoscalerDownscaleStabilization?: number;
  readonly horizontalPodAutoscalerCpuInitializationPeriod?: number;
  readonly horizontalPodAutoscalerInitialReadinessDelay?: number;
}

/** Input of a simulation, and of another one under the same load. */
export interface SimulateInput {
  readonly input: SimulationInput;
  /** The HPA of another file of manifests: of the same name, or the only one. Its target may be in the first file only. */
  readonly fromFile: (file: string) => { readonly title: string; readonly input: SimulationInput };
}

/**
 * Input of a simulation, as options describe it.
 *
 * @throws SimulationInputError when the trace, the manifests or the options are wrong, PlatformFileError when the platform
 * file is, FindingsError when the checks of its manifests fail.
 */
export function simulateInput(options: SimulateInputOptions): SimulateInput {
  const first = readObjects(options);
  const version = options.kubernetesVersion ?? first.version;
  const gate = (name: HpaGate): boolean => options.featureGates?.[name] ?? hasFeature(name, version);
  const trace = readTrace(readText(options.trace, NAME_TRACE, SimulationInputError), options.trace, {
    hold: options.hold,
  });
  const common = { ...courseOf(options), controller: settingsOf(options, gate) };
  const inputOf = ({ manifests, files, locate }: SimulatedObjects, name: string): SimulationInput => {
    const { hpa, target, keda } = findScaled(manifests, name, files, {
      ...targetOptions(options),
      locate,
      ...(gate('HPAScaleToZero') ? {} : { refusesZero: version }),
    });
    const use = ownUseOf(hpa, target, options.base ?? {}, startupOf(options));
    const columns = matchColumns(trace, hpa, options.trace);
    const input = { hpa, target, use, trace: columns, ...common, ...(keda && { keda }) };
    requireBounds(input, { ...originsOf(options), hpa: files });
    return input;
  };
  return {
    input: inputOf(first, options.hpa),
    fromFile: (file) => {
      const second = manifestObjects(file, NAME_COMPARED);
      const names = hpaNames(second.manifests);
      const name = names.length === 1 ? (names[0] ?? options.hpa) : options.hpa;
      const targets = { ...first, manifests: first.manifests.filter((object) => !isScaler(object)) };
      return { title: `${name} of ${file}`, input: inputOf({ ...joined([second, targets]), files: file }, name) };
    },
  };
}

function targetOptions({ initial, requests, limits, capacity }: SimulateInputOptions): TargetOptions {
  return {
    ...(initial !== undefined && { initialReplicas: initial }),
    ...(capacity !== undefined && { capacity }),
    ...(requests && { requests }),
    ...(limits && { limits }),
  };
}

/** Origins of numbers that a simulation grows with. */
function originsOf({ trace, until, initial }: SimulateInputOptions): Omit<BoundOrigins, 'hpa'> {
  return {
    end: until === undefined ? trace : '--until',
    ...(initial !== undefined && { initial: '--initial' }),
  };
}

/** Life of pods and metrics, whatever the HPA is. */
function courseOf({
  podStart,
  podPending = 0,
  podTermination = 0,
  metricsResolution,
  metricsDelay,
  until,
}: SimulateInputOptions): Pick<SimulationInput, 'pods' | 'pipeline' | 'until'> {
  if (podPending > podStart) {
    const problem = `${podPending} is above --pod-start, which is ${podStart}: a pod is ready only after its containers run`;
    const fix = `write ${podStart} or less, or raise --pod-start`;
    throw new SimulationInputError('--pod-pending', [{ problem, allowed: `at most ${podStart}`, fix }]);
  }
  return {
    pods: { startSeconds: podStart, pendingSeconds: podPending, terminationSeconds: podTermination },
    pipeline: { resolutionSeconds: metricsResolution, delaySeconds: metricsDelay },
    ...(until !== undefined && { until }),
  };
}

function settingsOf(options: SimulateInputOptions, gate: (name: HpaGate) => boolean): ControllerSettings {
  return {
    scaleToZero: gate('HPAScaleToZero'),
    configurableTolerance: gate('HPAConfigurableTolerance'),
    ...defined({
      syncPeriod: options.horizontalPodAutoscalerSyncPeriod,
      tolerance: options.horizontalPodAutoscalerTolerance,
      downscaleStabilization: options.horizontalPodAutoscalerDownscaleStabilization,
      cpuInitializationPeriod: options.horizontalPodAutoscalerCpuInitializationPeriod,
      initialReadinessDelay: options.horizontalPodAutoscalerInitialReadinessDelay,
    }),
  };
}

function startupOf({ startupCpu: cores, startupSeconds: seconds }: SimulateInputOptions): Startup | undefined {
  if (cores === undefined && seconds === undefined) return undefined;
  if (cores !== undefined && seconds !== undefined) return { cores, seconds };
  const [given, missing] = cores === undefined ? ['seconds', 'cpu'] : ['cpu', 'seconds'];
  const fix = `add --startup-${missing}`;
  throw new SimulationInputError(`--startup-${given}`, [{ problem: `--startup-${missing} is missing`, fix }]);
}

function defined<T extends Readonly<Record<string, number | undefined>>>(
  values: T,
): { readonly [K in keyof T]?: number } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: number;
  };
}
