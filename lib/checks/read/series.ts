import { KNOWN_METRICS } from '../../kube/annotations';
import type { Subject } from '../subject';
import { ALERT_FAMILIES } from '../../mixins/families/shared';
import { outputLabels } from '../../promql/expression';
import { ANY_LABELS, onlyLabels, type LabelInputs, type Labels } from '../../promql/labels';
import type { Selector } from '../../promql/selectors';
import { ruleExpressions } from './expressions';
import { prometheuses, type RuleManifest } from './monitoring-objects';
import { canMatch, isDropped, scrapesOf, seriesLabels, type Scrape } from './scrapes';

/** All series of an app by the name of their metric: recorded, scraped or known by the user. */
export class SeriesOfApp {
  /** The rules that record a metric. */
  public readonly recorded: ReadonlyMap<string, readonly RuleManifest[]>;
  public readonly scrapes: readonly Scrape[];
  private readonly known: ReadonlySet<string>;
  private readonly broughtBy = new Map<Selector, readonly Scrape[]>();
  private readonly labelsOfScraped = new Map<Selector, Labels>();
  private readonly labelsOfRecords = new Map<string, Labels>();

  constructor(subject: Subject) {
    const recorded = new Map<string, RuleManifest[]>();
    for (const { rule } of ruleExpressions(subject)) {
      if (rule.record) recorded.set(rule.record, [...(recorded.get(rule.record) ?? []), rule]);
    }
    this.recorded = recorded;
    this.scrapes = scrapesOf(subject);
    const named = prometheuses(subject).flatMap(
      ({ manifest }) => manifest.metadata.annotations?.[KNOWN_METRICS]?.split(',') ?? [],
    );
    this.known = new Set([...ALERT_FAMILIES.map(({ name }) => name), ...named.map((name) => name.trim())]);
  }

  /** Whether a metric exists without a source: `ALERTS`, or one of `monitoring.knownMetrics`. */
  public isKnown(metric: string): boolean {
    return this.known.has(metric);
  }

  /** How expressions of this app learn what labels a selector's series have. */
  public readonly inputs: LabelInputs = { labelsOf: (selector) => this.labelsOf(selector) };

  /** The scrapes that bring what a selector asks for. */
  public bringing(selector: Selector): readonly Scrape[] {
    const { metric = '', matchers } = selector;
    const known = this.broughtBy.get(selector);
    if (known) return known;
    const found = this.scrapes.filter(
      (scrape) =>
        canMatch(scrape, matchers) && seriesLabels(scrape, metric) !== undefined && !isDropped(scrape, metric),
    );
    this.broughtBy.set(selector, found);
    return found;
  }

  /** The labels that a selector's series can have; any where nothing is known of them. */
  public labelsOf(selector: Selector): Labels {
    const { metric } = selector;
    if (metric === undefined || this.isKnown(metric)) return ANY_LABELS;
    if (this.recorded.has(metric)) return this.recordedLabels(metric);
    const known = this.labelsOfScraped.get(selector);
    if (known) return known;
    const names = this.bringing(selector).flatMap((scrape) => seriesLabels(scrape, metric) ?? []);
    const labels = names.length > 0 && !isOpen(metric) ? onlyLabels(names) : ANY_LABELS;
    this.labelsOfScraped.set(selector, labels);
    return labels;
  }

  private recordedLabels(metric: string): Labels {
    const known = this.labelsOfRecords.get(metric);
    if (known) return known;
    // A record that uses itself must not ask for itself again.
    this.labelsOfRecords.set(metric, ANY_LABELS);
    const all = (this.recorded.get(metric) ?? []).map(({ expr, labels = {} }) => {
      const result = outputLabels(String(expr), this.inputs);
      const added = Object.keys(labels);
      return result.only ? onlyLabels([...result.names, ...added]) : ANY_LABELS;
    });
    const open = all.some(({ only }) => !only);
    const labels = open ? ANY_LABELS : onlyLabels(all.flatMap(({ names }) => [...names]));
    this.labelsOfRecords.set(metric, labels);
    return labels;
  }
}

/** Metrics whose labels are the labels of the described object: kube_pod_labels, kube_pod_annotations. */
function isOpen(metric: string): boolean {
  return /^kube_\w+_(labels|annotations)$/.test(metric);
}
