import { readExposition } from '../mixins/families/exposition';
import { metricList } from '../mixins/stability/metric-list';
import { compareScrapes, contradictions } from '../mixins/stability/scrapes';
import { readText } from '../load/load';
import { InputFileError, type Mistake } from '../text/input-file';
import { UserError } from '../text/user-error';
import type { MetricsResult } from './check-metrics';

/** A file of a scrape that cannot be read. */
class ScrapeFileError extends InputFileError {
  constructor(file: string, mistakes: readonly Mistake[]) {
    super(file, mistakes, 'nothing was compared');
  }
}

/** Changes that do not break what reads a metric. */
const HARMLESS = ['new', 'class', 'deprecated'];

/**
 * Compares the texts that a component of Kubernetes served at `/metrics` in two versions, or one text with the list of a version.
 *
 * @throws for another number of files, and for a file that is not in the text format
 */
export function compareScrapeFiles(files: readonly string[], kubernetes: string | undefined): MetricsResult {
  const [first, second, ...more] = files;
  if (first === undefined || more.length > 0)
    throw new UserError(`--scrape is given ${files.length} times; allowed: once or twice`);
  if (second !== undefined) return compared(first, second);
  if (kubernetes === undefined)
    throw new UserError(
      '--scrape with one file compares it with the list of a version; fix: add --kubernetes <version>, or a second --scrape',
    );
  const list = metricList(kubernetes);
  const served = familiesIn(first);
  const wrong = contradictions(served, list);
  const head = `${first}: ${families(served.length)}, compared with the list of Kubernetes ${kubernetes}`;
  return {
    output: [head, ...(wrong.length > 0 ? wrong.map((line) => `  ${line}`) : ['  no contradiction'])].join('\n'),
    broken: wrong.length > 0,
  };
}

function compared(old: string, now: string): MetricsResult {
  const [before, after] = [familiesIn(old), familiesIn(now)];
  const changes = compareScrapes(before, after);
  const head = `${old}: ${families(before.length)}; ${now}: ${families(after.length)}`;
  return {
    output: [head, ...(changes.length > 0 ? changes.map(({ text }) => `  ${text}`) : ['  no difference'])].join('\n'),
    broken: changes.some(({ what }) => !HARMLESS.includes(what)),
  };
}

function familiesIn(file: string): ReturnType<typeof readExposition> {
  const found = readExposition(readText(file, 'name the file of a scrape', ScrapeFileError));
  if (found.length === 0)
    throw new UserError(`${file} has no metrics; fix: store what the component serves at /metrics`);
  return found;
}

function families(count: number): string {
  return `${count} ${count === 1 ? 'family' : 'families'}`;
}
