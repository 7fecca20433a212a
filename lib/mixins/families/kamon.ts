import type { InVariants } from '../../catalogue/openwhisk-variant';
import type { MetricFamily } from './parse';

/**
 * How OpenWhisk's measurements map to metric families at `/metrics`. OpenWhisk names a measurement
 * `<component>_<action>_<state>` (LogMarkerToken in common/scala/…/common/Logging.scala); Kamon 2.1.12, which OpenWhisk
 * 1.0.0 and 2.0.0 use, turns it into a family (kamon-prometheus, ScrapeDataBuilder): the kind is a prefix of the name,
 * characters other than letters, digits and `:` become `_`, times are in seconds and end in `_seconds`, memory is in
 * bytes and ends in `_bytes`, counters end in `_total`. The counters of OpenWhisk have no unit.
 */

/**
 * Kind of measurement: a count; a state; a distribution; or an operation: its starts, and the times until its end or
 * error.
 */
type Kind = 'counter' | 'gauge' | 'histogram' | 'operation';

/** Something that OpenWhisk measures. */
export interface Marker {
  readonly kind: Kind;
  /** Name without kind and unit; for an operation, also without its state. */
  readonly name: string;
  /** Milliseconds or megabytes, as the program counts. @default - a number. */
  readonly unit?: 'ms' | 'MB';
  /** Labels, where tags are on (`metrics_kamon_tags`). @default - none. */
  readonly labels?: readonly string[];
  /** Name where tags are off, with labels in it as `<label>`. @default - the same. */
  readonly untagged?: string;
  /** Variants of OpenWhisk that measure it. @default - all */
  readonly only?: InVariants;
}

const SUFFIXES = { ms: '_seconds', MB: '_bytes' };

/** A family, and how its name comes from the marker's. */
interface KamonFamily {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  /** Name where tags are off, with labels in it as `<label>`. */
  readonly untagged: string;
  readonly only: InVariants;
}

function kamonFamilies({ kind, name, unit, labels = [], untagged = name, only = {} }: Marker): KamonFamily[] {
  const family = (type: KamonFamily['type'], state: string): KamonFamily => {
    const suffix = type === 'counter' ? '_total' : unit ? SUFFIXES[unit] : '';
    const named = (marker: string): string => `${type}_${marker}${state}${suffix}`;
    return { name: named(name), type, labels, untagged: named(untagged), only };
  };
  return kind === 'operation'
    ? [
        family('counter', '_start'),
        family('counter', '_error'),
        family('histogram', '_finish'),
        family('histogram', '_error'),
      ]
    : [family(kind, '')];
}

/**
 * The families of markers by the names that they have where tags are on; one that has another name where tags are off is served
 * with tags only.
 *
 * @param captured names of the families that a program served in a test
 */
export function familiesOf(markers: readonly Marker[], captured: ReadonlySet<string>): MetricFamily[] {
  return markers.flatMap(kamonFamilies).map(({ name, type, labels, untagged, only }) => {
    const variants: InVariants = untagged === name ? only : { ...only, tags: ['on'] };
    return {
      name,
      type,
      labels,
      captured: captured.has(name),
      ...(Object.keys(variants).length > 0 ? { only: variants } : {}),
    };
  });
}

/** Patterns of the names that the families of markers have where tags are off, as regular expressions. */
export function untaggedNames(markers: readonly Marker[]): string[] {
  return markers.flatMap(kamonFamilies).map(({ untagged }) => untagged.replace(/<\w+>/g, '.+'));
}

/** Values of labels that a selector asks for. */
type Wanted = Readonly<Record<string, readonly string[]>>;

/**
 * Matchers for a series in both forms: with tags, where labels distinguish series, and without, where names do.
 *
 * @param series name of the series where tags are on, e.g. `histogram_invoker_kubeapi_finish_seconds_bucket`
 * @param wanted values of labels; of the others, any
 * @throws for a series that is of none of the markers
 */
export function inBothForms(markers: readonly Marker[], series: string, wanted: Wanted = {}): string[] {
  const base = series.replace(/_(bucket|sum|count)$/, '');
  const family = markers.flatMap(kamonFamilies).find(({ name }) => name === base || name === series);
  if (!family) throw new Error(`OpenWhisk has no metric '${series}'; write the name it has where tags are on`);
  const untagged = family.untagged.replace(/<(\w+)>/g, (_, label: string) => oneOf(wanted[label]?.map(nameChars)));
  const names = [...new Set([series, `${untagged}${series.slice(family.name.length)}`])];
  return [
    names.length > 1 ? `__name__=~"${names.join('|')}"` : `__name__="${series}"`,
    ...Object.entries(wanted).map(([label, values]) => `${label}=~"${[...values, ''].join('|')}"`),
  ];
}

function oneOf(values: readonly string[] | undefined): string {
  if (!values) return '.+';
  return values.length > 1 ? `(${values.join('|')})` : (values[0] ?? '');
}

/** A value of a label as a part of a name. */
function nameChars(value: string): string {
  return value.replace(/[^\p{L}\p{Nd}_:]/gu, '_');
}
