import { requireBounds } from '../simulator/bounds';
import { changedInput } from '../simulator/changed-input';
import { flapsOf } from '../simulator/flapping';
import { notesOf } from '../simulator/notes';
import type { ComparedRun, Run } from '../simulator/panels';
import { proposals, type Proposal } from '../simulator/proposals';
import { report } from '../simulator/report';
import { rounded, seriesOf } from '../simulator/series';
import { isSettings } from '../simulator/settings';
import { simulate as run, type SimulationInput, type SimulationResult } from '../simulator/simulation';
import { drawing } from '../simulator/svg';
import { simulateInput, type SimulateInput, type SimulateInputOptions } from './simulate-input';
import { writeFile } from './write-file';

/** Options of `simulate`. */
export interface SimulateOptions extends SimulateInputOptions {
  /** Second HPA: settings that differ, such as `target=60`, or a file of manifests. @default - none */
  readonly compare?: string;
  /** Percentage of the demand that may remain unserved, for proposals. @default 1 */
  readonly unserved?: number;
  /** File to draw the chart into. @default - none. */
  readonly svg?: string;
  /** Whether to print JSON. */
  readonly json: boolean;
}

/**
 * Describes what an HPA does under a load.
 *
 * @throws SimulationInputError when the trace, the manifests or the options are wrong, PlatformFileError when the platform
 * file is, FindingsError when the checks of its manifests fail.
 */
export function simulate(options: SimulateOptions): string {
  const found = simulateInput(options);
  const { input } = found;
  const baseline = { hpa: input.hpa, result: run(input) };
  const compared = options.compare === undefined ? undefined : compare(options.compare, found);
  const goal = options.unserved === undefined ? undefined : options.unserved / 100;
  const proposed = proposals(input, baseline.result, goal);
  const notes = notesOf(input, baseline.result);
  if (options.svg !== undefined) {
    const target = { force: true, option: '--svg', remedy: 'remove this one' };
    writeFile(options.svg, drawing(baseline, compared), target);
  }
  if (options.json) return JSON.stringify(data(baseline, notes, proposed, compared));
  return [report(baseline, proposed, compared), ...notes.map((note) => `note: ${note}`)].join('\n');
}

/** The input, unless the settings made it too large. */
function bounded(input: SimulationInput): SimulationInput {
  requireBounds(input, { end: '--compare', hpa: '--compare' });
  return input;
}

function compare(other: string, { input, fromFile }: SimulateInput): ComparedRun {
  const { title, input: changed } = isSettings(other)
    ? { title: other, input: bounded(changedInput(input, other, '--compare')) }
    : fromFile(other);
  return { title, hpa: changed.hpa, result: run(changed) };
}

/** The result for other programs. */
function data(
  baseline: Run,
  notes: readonly string[],
  proposed: readonly Proposal[],
  compared: ComparedRun | undefined,
): object {
  const ofRun = ({ hpa, result }: Run): object => ({
    changes: result.changes,
    ...totals(result),
    flaps: flapsOf(result.changes),
    ...seriesOf(hpa, result),
  });
  return {
    ...ofRun(baseline),
    notes,
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
