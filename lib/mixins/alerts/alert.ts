import type { Expression } from '../expressions/expression';
import type { Rule, Severity, SourcedRule } from './rule';

/** One severity level of an alert. */
export interface AlertLevel {
  readonly severity: Severity;
  /** How long the expression must hold first, e.g. `15m`. @default - it fires at once. */
  readonly for?: string;
  /** How long it goes on after the expression no longer holds. @default - it ends at once. */
  readonly keepFiringFor?: string;
  /** The number that the expression compares with. @default - the expression needs none. */
  readonly threshold?: number;
  /**
   * Time windows, which distinguish levels of the same severity, as labels. @default - the windows of the expression
   */
  readonly windows?: Windows;
}

/** A long window, and a short one that ends with it: the condition must hold in both. */
export interface Windows {
  readonly long: string;
  readonly short: string;
}

const NO_WINDOWS: Windows = { long: '', short: '' };

/** The values of a level that an expression may depend on. */
export interface ExprInputs {
  /** The severity in the level's definition, which identifies the level even if the platform changes its severity. */
  readonly severity: Severity;
  /** The level's threshold; 0 for an alert without one. */
  readonly threshold: number;
  /** The level's windows; empty strings for an alert without them. */
  readonly windows: Windows;
}

/** Definition of an alert: expression, levels and annotations. */
export interface AlertDefinition {
  /** From the most to the least severe. */
  readonly levels: readonly AlertLevel[];
  /** Whether its series have a `namespace`, so that it can be limited to some. @default false */
  readonly namespaced?: boolean;
  /** Labels of the alert besides its severity. @default - none. */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * One line. As in the description, `{for}` and `{threshold}` stand for the level's own, which may be changed, and `{windows}` for
   * its windows.
   */
  readonly summary: string;
  /** Description, with labels and value: `{{ $labels.namespace }}`, `{{ $value | humanize }}`. */
  readonly description: string;
  readonly expr: Expression | ((inputs: ExprInputs) => Expression);
}

/** Which namespaces an alert is about: names or RE2 expressions, anchored. */
export interface NamespaceScope {
  /** @default - all. */
  readonly include?: readonly string[];
  /** @default - none. */
  readonly exclude?: readonly string[];
}

/** Changes to one level. */
interface LevelTuning {
  /** Whether the level is rendered. @default true, for a severity: as for the whole alert */
  readonly enabled?: boolean;
  /** @default - the level's own. */
  readonly for?: string;
  /** @default - the level's own. */
  readonly severity?: Severity;
  /** @default - the level's own. */
  readonly threshold?: number;
  /** Labels in addition to the definition's. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Changes to all alerts of a group, which changes to an alert take precedence over. */
export type GroupTuning = Pick<LevelTuning, 'enabled' | 'labels'>;

/** Changes to an alert: to all its levels, and to single severities, which take precedence. */
export type AlertTuning = LevelTuning & {
  readonly namespaces?: NamespaceScope;
} & { readonly [S in Severity]?: LevelTuning };

/** An alert, with the changes of a platform, that renders its rules. */
export class Alert {
  constructor(
    public readonly definition: AlertDefinition,
    private readonly tuning: AlertTuning = {},
    private readonly ofGroup: GroupTuning = {},
  ) {}

  /** Whether the expression compares with a threshold. */
  public get hasThreshold(): boolean {
    return this.definition.levels.some(({ threshold }) => threshold !== undefined);
  }

  /** The rules of all enabled levels. `runbook` is the address of its runbook. */
  public rules(name: string, runbook: string): SourcedRule[] {
    return this.definition.levels.flatMap((level) => {
      const tunings = [this.ofGroup, this.tuning, this.tuning[level.severity] ?? {}];
      const { enabled, ...changes } = Object.assign({}, ...tunings.map(defined)) as LevelTuning;
      const labels = Object.assign({}, ...tunings.map((tuning) => tuning.labels)) as Record<string, string>;
      return enabled === false ? [] : [this.rule(name, runbook, level, { ...level, ...changes }, labels)];
    });
  }

  private rule(
    name: string,
    runbook: string,
    original: AlertLevel,
    level: AlertLevel,
    labels: Readonly<Record<string, string>>,
  ): SourcedRule {
    const { definition, tuning } = this;
    const { severity, threshold = 0, windows = NO_WINDOWS } = level;
    const { expr } = definition;
    const whole = typeof expr === 'function' ? expr({ severity: original.severity, threshold, windows }) : expr;
    const { text, sources } = definition.namespaced ? whole.where(...namespaceMatchers(tuning.namespaces)) : whole;
    const rule: Rule = {
      alert: name,
      expr: text,
      ...(level.for ? { for: level.for } : {}),
      ...(level.keepFiringFor ? { keep_firing_for: level.keepFiringFor } : {}),
      labels: { severity, ...level.windows, ...definition.labels, ...labels },
      annotations: {
        summary: filledIn(definition.summary, level),
        description: filledIn(definition.description, level),
        runbook_url: runbook,
      },
    };
    return { rule, sources };
  }
}

/** An alert from its definition. */
export function alert(definition: AlertDefinition): Alert {
  return new Alert(definition);
}

function filledIn(text: string, { for: duration = '0s', threshold = 0, windows = NO_WINDOWS }: AlertLevel): string {
  return text
    .replaceAll('{for}', duration)
    .replaceAll('{threshold}', String(threshold))
    .replaceAll('{windows}', `${windows.long} and ${windows.short}`);
}

/** The changes that are set; an `undefined` must not hide a value. */
function defined({ enabled, for: duration, severity, threshold }: LevelTuning): LevelTuning {
  return {
    ...(enabled === undefined ? {} : { enabled }),
    ...(duration === undefined ? {} : { for: duration }),
    ...(severity === undefined ? {} : { severity }),
    ...(threshold === undefined ? {} : { threshold }),
  };
}

function namespaceMatchers({ include = [], exclude = [] }: NamespaceScope = {}): string[] {
  return [
    ...(include.length > 0 ? [`namespace=~"${include.join('|')}"`] : []),
    ...(exclude.length > 0 ? [`namespace!~"${exclude.join('|')}"`] : []),
  ];
}
