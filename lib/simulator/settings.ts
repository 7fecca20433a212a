import { nearest } from '../text/nearest';
import { isQuantity, milliValue } from '../text/quantity';
import type { Mistake } from '../text/input-file';
import { columnOf } from './columns';
import { belongsToNoPod } from './controller';
import { DEFAULT_BEHAVIOR, type Hpa, type Metric, type ScalingPolicy, type ScalingRules } from './hpa';
import { SimulationInputError } from './input-error';

/** An HPA that is built up setting by setting, and the mistakes so far. */
interface Draft {
  readonly hpa: Hpa;
  readonly mistakes: readonly Mistake[];
}

/** Meaning of a setting; the result is the changed HPA, or why the value is wrong. */
interface Setting {
  readonly allowed: string;
  readonly example: string;
  /** Undefined if the value is not allowed. */
  readonly change: (hpa: Hpa, value: string) => Hpa | undefined;
}

/** Longest stabilization window that the API server accepts, in seconds. */
const LONGEST_WINDOW = 3600;

const LONGEST_PERIOD = 1800;

/**
 * An HPA with some settings changed, such as `target=60,scaleDown.window=600`; `option` is where the text comes from in
 * messages.
 *
 * @throws SimulationInputError with all settings that are unknown or out of bounds.
 */
export function withSettings(hpa: Hpa, text: string, option: string): Hpa {
  const start: Draft = { hpa, mistakes: [] };
  const { hpa: changed, mistakes } = text.split(',').reduce(withSetting, start);
  const { minReplicas, maxReplicas } = changed;
  const order: Mistake[] =
    minReplicas > maxReplicas
      ? [{ problem: `min ${minReplicas} is above max ${maxReplicas}`, fix: `add max=${minReplicas}, or a lower min` }]
      : [];
  const all = [...mistakes, ...order];
  if (all.length > 0) throw new SimulationInputError(option, all);
  return changed;
}

/** Reports whether the text of an option is settings, and not the name of a file. */
export function isSettings(text: string): boolean {
  return text.includes('=');
}

function withSetting({ hpa, mistakes }: Draft, part: string): Draft {
  const [, name = '', value = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/.exec(part) ?? [undefined, part.trim()];
  const settings = settingsOf(hpa);
  const setting = settings[name];
  const wrong = (mistake: Mistake): Draft => ({ hpa, mistakes: [...mistakes, mistake] });
  if (!setting) {
    const names = Object.keys(settings);
    const near = nearest(name, names);
    return wrong({
      problem: `unknown setting '${name}'`,
      allowed: names.join(', '),
      fix: near ? `write ${near}=…` : 'write one of these, such as target=60',
    });
  }
  const changed = setting.change(hpa, value);
  if (changed) return { hpa: changed, mistakes };
  return wrong({
    problem: `'${value}' is not possible for ${name}`,
    allowed: setting.allowed,
    fix: `write for example ${name}=${setting.example}`,
  });
}

/** All settings of an HPA by name. */
function settingsOf(hpa: Hpa): Readonly<Record<string, Setting>> {
  const { metrics } = hpa;
  return {
    min: replicas((one, minReplicas) => ({ ...one, minReplicas }), hpa.metrics.some(belongsToNoPod) ? 0 : 1),
    max: replicas((one, maxReplicas) => ({ ...one, maxReplicas }), 1),
    ...(metrics.length === 1 && { target: target(0, metrics[0]) }),
    ...(metrics.length > 1 &&
      Object.fromEntries(metrics.map((metric, index) => [`target.${columnOf(metric)}`, target(index, metric)]))),
    ...rulesOf('scaleUp'),
    ...rulesOf('scaleDown'),
  };
}

function replicas(change: (hpa: Hpa, count: number) => Hpa, fewest: number): Setting {
  return {
    allowed: `a whole number from ${fewest} on`,
    example: '10',
    change: (hpa, value) => {
      const count = wholeNumber(value, fewest, Infinity);
      return count === undefined ? undefined : change(hpa, count);
    },
  };
}

function target(place: number, { target: { type } }: Metric): Setting {
  const percent = type === 'Utilization';
  return {
    allowed: percent ? 'percent of the requests, a whole number from 1 on' : 'a quantity above 0',
    example: percent ? '60' : '500m',
    change: (hpa, text) => {
      const value = percent ? wholeNumber(text, 1, Infinity) : isQuantity(text) ? milliValue(text) : undefined;
      if (!value) return undefined;
      const [first, ...others] = hpa.metrics.map((metric, index) =>
        index === place ? { ...metric, target: { type, value } } : metric,
      );
      return first && { ...hpa, metrics: [first, ...others] };
    },
  };
}

function rulesOf(direction: 'scaleUp' | 'scaleDown'): Record<string, Setting> {
  const rule = (
    allowed: string,
    example: string,
    read: (value: string) => Partial<ScalingRules> | undefined,
  ): Setting => ({
    allowed,
    example,
    change: (hpa, value) => {
      const given = read(value);
      const { behavior = DEFAULT_BEHAVIOR } = hpa;
      return given && { ...hpa, behavior: { ...behavior, [direction]: { ...behavior[direction], ...given } } };
    },
  });
  return {
    [`${direction}.window`]: rule(`whole seconds from 0 to ${LONGEST_WINDOW}`, '600', (value) => {
      const stabilizationWindowSeconds = wholeNumber(value, 0, LONGEST_WINDOW);
      return stabilizationWindowSeconds === undefined ? undefined : { stabilizationWindowSeconds };
    }),
    [`${direction}.policies`]: rule(
      `pods or percent per seconds, joined by +; the seconds from 1 to ${LONGEST_PERIOD}`,
      '4/60+50%/60',
      (value) => {
        const policies = value.split('+').map(policy);
        return policies.every((one) => one !== undefined) ? { policies } : undefined;
      },
    ),
    [`${direction}.select`]: rule('Max, Min, Disabled', 'Max', (value) => {
      const selectPolicy = (['Max', 'Min', 'Disabled'] as const).find((name) => name === value);
      return selectPolicy && { selectPolicy };
    }),
    [`${direction}.tolerance`]: rule('a quantity from 0 on, as a fraction of the target', '0.05', (value) =>
      isQuantity(value) ? { tolerance: milliValue(value) / 1000 } : undefined,
    ),
  };
}

function policy(text: string): ScalingPolicy | undefined {
  const [, amount = '', percent, seconds = ''] = /^(\d+)(%?)\/(\d+)$/.exec(text.trim()) ?? [];
  const value = wholeNumber(amount, 1, Infinity);
  const periodSeconds = wholeNumber(seconds, 1, LONGEST_PERIOD);
  if (value === undefined || periodSeconds === undefined) return undefined;
  return { type: percent ? 'Percent' : 'Pods', value, periodSeconds };
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}
