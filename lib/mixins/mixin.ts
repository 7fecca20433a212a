import type { MetricSource } from '../catalogue/sources';
import type { RuleGroup } from './alerts/group';
import type { SourceMetrics } from './families/family';
import type { Board } from './panels/board';

/** The metrics, rules and boards of one program. */
interface Mixin {
  /** The metrics of each source of the program. */
  readonly sources: { readonly [S in MetricSource]?: SourceMetrics };
  readonly groups: readonly RuleGroup[];
  readonly boards: readonly Board[];
}

/** The metrics, rules and boards of one program; sources and alerts keep their names in the type. */
export function mixin<const M extends Mixin>(bundle: M): M {
  return bundle;
}
