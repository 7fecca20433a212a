import { relabelProblems } from '../crds/semantics-relabel';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';

type Relabeling = Monitoring['scrape'][number]['relabelings'][number];

/** The mistakes of a list of relabelings; `at` is the path of one of its entries. */
export function relabelMistakes(
  relabelings: readonly Relabeling[],
  at: (index: number, ...field: ConfigPath) => ConfigPath,
): Mistake[] {
  return relabelings.flatMap((relabeling, index) =>
    relabelProblems(relabeling, at(index)).map(({ path, text }) => {
      const field = path.at(-1) as keyof typeof relabeling;
      const [problem = text, fix = 'correct it'] = text.split('; ');
      const allowed = 'a relabeling (Prometheus, "relabel_config")';
      return relabeling[field] === undefined
        ? { path: at(index), problem: `${field} ${problem}`, allowed, fix }
        : { path, problem, allowed, fix };
    }),
  );
}
