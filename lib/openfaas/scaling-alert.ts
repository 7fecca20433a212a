import { Construct } from 'constructs';
import { seriesOf } from '../catalogue/sources';
import { PrometheusRule, type PrometheusRuleSpec } from '../crds';
import { PlatformChart } from '../kube/platform-chart';
import { monitoringComponent } from '../monitoring/component';
import { DEFAULT_PRESET, type AlertPresetName } from '../platform/alert-presets';
import { alertPresetOf, functionLabel, type PlatformFunction } from '../platform/functions';
import type { Platform } from '../platform/model';

/** Name of the alert that the gateway scales on. */
export const SCALING_ALERT = 'APIHighInvocationRate';

/** Label of the alert with the preset: each has a route of its own. */
export const PRESET_LABEL = 'preset';

/** Time between two evaluations of the rules. */
const EVALUATION = '15s';

/** Delay of the alert: it fires at the second evaluation above the threshold. */
const HOLDS = '5s';

/** The functions of one preset that scale on an alert. */
export interface PresetFunctions {
  readonly preset: AlertPresetName;
  readonly functions: readonly PlatformFunction[];
}

/** The functions that scale on an alert, by their preset. */
export function alertFunctions({ functions }: Pick<Platform, 'functions'>): PresetFunctions[] {
  const alerted = functions.filter(({ scaling }) => scaling.mode === 'alert');
  return groupsOf(alerted, ({ scaling }) => scaling.preset ?? DEFAULT_PRESET).map(([preset, members]) => ({
    preset,
    functions: members,
  }));
}

/** Whether a function of the platform scales on an alert. */
export function scalesOnAlert(platform: Pick<Platform, 'functions'>): boolean {
  return alertFunctions(platform).length > 0;
}

/** The rules of the functions that scale on an alert. */
export class ScalingAlerts extends Construct {
  constructor(scope: Construct, id: string, platform: Pick<Platform, 'functions' | 'openfaas'>) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    const { name } = chart.metadata(monitoringComponent('rules-openfaas-scaling', 'prometheus'));
    // Prometheus selects rules by the labels of the component.
    const metadata = { ...chart.metadata(monitoringComponent('rules', 'prometheus')), name };
    new PrometheusRule(this, 'Resource', { metadata, spec: scalingGroup(platform) });
  }
}

/** The group of rules of the functions that scale on an alert: a rule per preset and threshold. */
export function scalingGroup(platform: Pick<Platform, 'functions' | 'openfaas'>): PrometheusRuleSpec {
  const rules = alertFunctions(platform).flatMap(({ preset, functions }) =>
    groupsOf(functions, ({ scaling }) => thresholdOf(scaling)).map(([threshold, members]) => ({
      alert: SCALING_ALERT,
      expr: expression(preset, members, threshold, platform),
      for: HOLDS,
      // No person is notified: the route to the gateway comes before the routes of people.
      labels: { service: 'gateway', severity: 'none', [PRESET_LABEL]: preset },
    })),
  );
  return { groups: [{ name: 'openfaas-scaling', interval: EVALUATION, rules }] };
}

function thresholdOf(scaling: PlatformFunction['scaling']): number {
  return scaling.threshold ?? alertPresetOf(scaling).threshold;
}

/**
 * The historic loops have the expression of OpenFaaS, which is about every function: the route selects the functions of the preset. A
 * function with another threshold needs its own series.
 */
function expression(
  preset: AlertPresetName,
  functions: readonly PlatformFunction[],
  threshold: number,
  platform: Pick<Platform, 'functions' | 'openfaas'>,
): string {
  const [{ scaling }] = functions as [PlatformFunction];
  const { window, threshold: usual } = alertPresetOf(scaling);
  if (preset !== 'fixed' && threshold === usual)
    return `sum(rate(gateway_function_invocation_total{code="200"}[${window}])) BY (function_name) > ${threshold}`;
  const series = seriesOf('openfaas-gateway', 'code="200"', `function_name=~"${selectorOf(functions, platform)}"`);
  return `sum by (function_name) (rate(gateway_function_invocation_total${series}[${window}])) > ${threshold}`;
}

/** Regular expression of the label `function_name`, as PromQL and Alertmanager match it: anchored at both ends. */
export function selectorOf(functions: readonly PlatformFunction[], platform: Pick<Platform, 'openfaas'>): string {
  return functions.map((one) => functionLabel(one, platform).replace('.', '[.]')).join('|');
}

function groupsOf<T, K>(all: readonly T[], keyOf: (one: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups];
}
