import { METRICS } from '../../../lib/mixins';
import type { ServedFamily } from '../../../lib/mixins/families/exposition';
import type { MetricSource } from '../../../lib/catalogue/sources';
import { kubernetesMetrics } from './kubernetes-metrics';
import { partsOf, rewrite } from './metric-files';
import { Stand } from './stand';

/** How often everything is started anew: a family that comes only by chance is not in all of the rounds. */
const ROUNDS = 5;

/** What each source that runs here serves, in each round. */
async function captureRounds(): Promise<Map<MetricSource, ServedFamily[][]>> {
  const captured = new Map<MetricSource, ServedFamily[][]>();
  for (let round = 1; round <= ROUNDS; round += 1) {
    const stand = await Stand.start();
    try {
      for (const source of stand.sources)
        captured.set(source, [...(captured.get(source) ?? []), await stand.families(source)]);
    } finally {
      stand.stop();
    }
    process.stdout.write(`round ${round} of ${ROUNDS} done\n`);
  }
  return captured;
}

/** Starts everything that runs here and writes what it serves into the file of its metrics in `lib/mixins`. */
async function main(): Promise<void> {
  const ofKubernetes = await kubernetesMetrics();
  const captured = await captureRounds();
  const sources = new Set([...captured.keys(), ...(Object.keys(ofKubernetes) as MetricSource[])]);
  for (const source of sources) {
    const known = METRICS[source].families;
    const documented = ofKubernetes[source] ?? known.filter((family) => !family.captured);
    const rounds = captured.get(source);
    // What was captured on nodes stays.
    const captures = new Set(known.filter((family) => family.captured).map(({ name }) => name));
    rewrite(
      source,
      rounds
        ? partsOf(rounds, documented, known)
        : { documented: documented.filter(({ name }) => !captures.has(name)) },
    );
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
