import { parseAllDocuments } from 'yaml';
import { matchColumns } from '../simulator/columns';
import { calm, flapsOf, isFlapping } from '../simulator/flapping';
import { SimulationInputError } from '../simulator/input-error';
import { findScaled } from '../simulator/manifests';
import { report } from '../simulator/report';
import { simulate as run } from '../simulator/simulation';
import { drawing } from '../simulator/svg';
import { readTrace } from '../simulator/trace';
import { readText } from '../load/load';
import { synthesizeFile } from './platform';
import { writeFile } from './write-file';

const NAME_TRACE = 'name an existing file with --trace; stacks/traces has some';
const NAME_MANIFEST = 'name an existing file with --manifest';

/** Options of `simulate`. */
export interface SimulateOptions {
  /** Name of the HorizontalPodAutoscaler. */
  readonly hpa: string;
  /** CSV file of the load. */
  readonly trace: string;
  /** Platform file that has the HPA. */
  readonly file: string;
  /** File of manifests that has it and what it scales. @default - the platform has. */
  readonly manifest?: string;
  /** File to draw the chart into. @default - none. */
  readonly svg?: string;
  /** Whether to print JSON. */
  readonly json: boolean;
  /** Whether a value of the trace holds over rows that are missing. */
  readonly hold: boolean;
  /** Initial replicas. @default - the target's replicas */
  readonly initial?: number;
  /** Capacity of a pod, in the unit of the first metric. @default - its CPU limit, if it scales on CPU */
  readonly capacity?: number;
  /** Seconds until a pod is ready. */
  readonly podStart: number;
  /** Seconds between two measurements; 0 for ideal ones. */
  readonly metricsResolution: number;
  /** Seconds until the metrics API has a measurement. */
  readonly metricsDelay: number;
  /** End of the simulation, in seconds. @default - the time of the trace's last row */
  readonly until?: number;
}

/**
 * Says what an HPA does under a load.
 *
 * @throws SimulationInputError when the trace or the manifests are wrong, PlatformFileError when the platform file is, FindingsError
 * when the checks of its manifests fail.
 */
export function simulate(options: SimulateOptions): string {
  const { initial: initialReplicas, capacity, podStart, metricsResolution, metricsDelay, until, svg } = options;
  const source = options.manifest ?? options.file;
  const manifests = options.manifest === undefined ? platformObjects(source) : manifestObjects(source);
  const { hpa, target } = findScaled(manifests, options.hpa, source, {
    ...(initialReplicas !== undefined && { initialReplicas }),
    ...(capacity !== undefined && { capacity }),
  });
  const trace = readTrace(readText(options.trace, NAME_TRACE, SimulationInputError), options.trace, {
    hold: options.hold,
  });
  const input = {
    hpa,
    target,
    trace: matchColumns(trace, hpa, options.trace),
    pods: { startSeconds: podStart },
    pipeline: { resolutionSeconds: metricsResolution, delaySeconds: metricsDelay },
    ...(until !== undefined && { until }),
  };
  const result = run(input);
  const flaps = flapsOf(result.changes);
  const calmer = isFlapping(flaps) ? calm(input, result) : undefined;
  if (svg !== undefined) {
    writeFile(svg, drawing(hpa, result), { force: true, option: '--svg', remedy: 'remove this one' });
  }
  if (!options.json) return report(hpa, result, calmer);
  const { changes, replicaSeconds } = result;
  const unserved = rounded(result.unserved);
  const proposal = calmer && {
    behavior: calmer.behavior,
    flaps: calmer.flaps,
    unserved: rounded(calmer.result.unserved),
  };
  return JSON.stringify({ changes, unserved, replicaSeconds, flaps, ...(proposal && { proposal }) });
}

/** Without what binary fractions add. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function platformObjects(file: string): readonly unknown[] {
  return synthesizeFile(file).synthesis.objects.map(({ manifest }) => manifest);
}

function manifestObjects(file: string): readonly unknown[] {
  const documents = parseAllDocuments(readText(file, NAME_MANIFEST, SimulationInputError));
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) {
    const [problem = ''] = error.message.split('\n');
    throw new SimulationInputError(file, [
      { line: error.linePos?.[0].line, problem, fix: 'correct this line or a line above it' },
    ]);
  }
  return documents.map((document) => document.toJS() as unknown);
}
