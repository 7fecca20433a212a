import { parseAllDocuments } from 'yaml';
import { matchColumns } from '../simulator/columns';
import { flapsOf } from '../simulator/flapping';
import { SimulationInputError } from '../simulator/input-error';
import { findScaled, hpaNames } from '../simulator/manifests';
import type { ComparedRun, Run } from '../simulator/panels';
import { proposals, type Proposal } from '../simulator/proposals';
import { report } from '../simulator/report';
import { rounded, seriesOf } from '../simulator/series';
import { isSettings, withSettings } from '../simulator/settings';
import { simulate as run, type SimulationInput, type SimulationResult } from '../simulator/simulation';
import { drawing } from '../simulator/svg';
import { readTrace } from '../simulator/read-trace';
import { readText } from '../load/load';
import { synthesizeFile } from './platform';
import { writeFile } from './write-file';

const NAME_TRACE = 'name an existing file with --trace; stacks/traces has some';
const NAME_MANIFEST = 'name an existing file with --manifest';
const NAME_COMPARED = 'name an existing file with --compare, or write settings such as target=60';

/** Options of `simulate`. */
export interface SimulateOptions {
  /** Name of the HorizontalPodAutoscaler. */
  readonly hpa: string;
  /** File of the load: CSV, or the answer of a range query. */
  readonly trace: string;
  /** Platform file that has the HPA. */
  readonly file: string;
  /** File of manifests that has it and what it scales. @default - the platform has. */
  readonly manifest?: string;
  /** Second HPA: settings that differ, such as `target=60`, or a file of manifests. @default - none */
  readonly compare?: string;
  /** Percentage of the demand that may remain unserved, for proposals. @default 1 */
  readonly unserved?: number;
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
  const overrides = {
    ...(initialReplicas !== undefined && { initialReplicas }),
    ...(capacity !== undefined && { capacity }),
  };
  const { hpa, target } = findScaled(manifests, options.hpa, source, overrides);
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
  const compared = options.compare === undefined ? undefined : compare(options.compare, input);
  const proposed = proposals(input, result, options.unserved === undefined ? undefined : options.unserved / 100);
  if (svg !== undefined) {
    writeFile(svg, drawing({ hpa, result }, compared), { force: true, option: '--svg', remedy: 'remove this one' });
  }
  if (options.json) return JSON.stringify(data({ hpa, result }, proposed, compared));
  return report({ hpa, result }, proposed, compared);

  function compare(other: string, base: SimulationInput): ComparedRun {
    if (isSettings(other)) {
      const changed = withSettings(base.hpa, other, '--compare');
      return { title: other, hpa: changed, result: run({ ...base, hpa: changed }) };
    }
    const objects = manifestObjects(other, NAME_COMPARED);
    const names = hpaNames(objects);
    const name = names.length === 1 ? (names[0] ?? options.hpa) : options.hpa;
    // Its target may be in the first file only.
    const second = findScaled(names.includes(name) ? [...objects, ...manifests] : objects, name, other, overrides);
    const columns = matchColumns(trace, second.hpa, options.trace);
    return { title: `${name} of ${other}`, hpa: second.hpa, result: run({ ...base, ...second, trace: columns }) };
  }
}

/** The result for other programs. */
function data(baseline: Run, proposed: readonly Proposal[], compared?: ComparedRun): object {
  const ofRun = ({ hpa, result }: Run): object => ({
    changes: result.changes,
    ...totals(result),
    flaps: flapsOf(result.changes),
    ...seriesOf(hpa, result),
  });
  return {
    ...ofRun(baseline),
    proposals: proposed.map(({ setting, result }) => ({
      setting,
      ...totals(result),
      flaps: flapsOf(result.changes).length,
    })),
    ...(compared && { compared: { title: compared.title, ...ofRun(compared) } }),
  };
}

function totals({ unserved, demanded, replicaSeconds }: SimulationResult): object {
  return { unserved: rounded(unserved), demanded: rounded(demanded), replicaSeconds };
}

function platformObjects(file: string): readonly unknown[] {
  return synthesizeFile(file).synthesis.objects.map(({ manifest }) => manifest);
}

function manifestObjects(file: string, fix = NAME_MANIFEST): readonly unknown[] {
  const documents = parseAllDocuments(readText(file, fix, SimulationInputError));
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) {
    const [problem = ''] = error.message.split('\n');
    throw new SimulationInputError(file, [
      { line: error.linePos?.[0].line, problem, fix: 'correct this line or a line above it' },
    ]);
  }
  return documents.map((document) => document.toJS() as unknown);
}
