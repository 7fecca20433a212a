import { buildApp } from '../../charts/app';
import { footprintOf, podsOf, type Footprint } from '../kube/footprint';
import { synthesize } from '../kube/synthesis';
import { convertHelmValues, type Conversion } from '../load/helm/helm-values';
import type { ValuesFile } from '../load/helm/values-files';
import { PlatformFileError } from '../platform/mistake';

/**
 * Lines with the demand of an imported platform on its cluster, and with the share of each key that adds or removes pods: the
 * difference to the same values without the key.
 */
export function effectLines(files: readonly ValuesFile[], { loaded, outcomes }: Conversion): string[] {
  const whole = footprintOf(synthesize(buildApp(loaded.platform)));
  const effects = outcomes
    .filter(({ targets, reason }) => targets.length > 0 && reason !== 'the default')
    .flatMap(({ option }) => {
      const without = footprintWithout(option, files);
      return without && podsOf(without) !== podsOf(whole) ? [[option, difference(whole, without)] as const] : [];
    });
  const rows = [['the platform', describe(podsOf(whole), whole.memory.gibibytes, whole.volumes.gibibytes)], ...effects];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return rows.map(([name = '', text = '']) => `  ${name.padEnd(width)}  ${text}`);
}

/** Undefined if the values have no meaning without the key, such as the address of an external server without its switch. */
function footprintWithout(option: string, files: readonly ValuesFile[]): Footprint | undefined {
  try {
    return footprintOf(synthesize(buildApp(convertHelmValues(files, option).loaded.platform)));
  } catch (error) {
    if (error instanceof PlatformFileError) return undefined;
    throw error;
  }
}

function difference(whole: Footprint, without: Footprint): string {
  const names = (one: Footprint, other: Footprint): string[] =>
    [...one.pods]
      .filter(([name, count]) => count > (other.pods.get(name) ?? 0))
      .map(([name]) => name.replace(/^.*\//, ''));
  const [added, removed] = [names(whole, without), names(without, whole)];
  const numbers = describe(
    podsOf(whole) - podsOf(without),
    whole.memory.gibibytes - without.memory.gibibytes,
    whole.volumes.gibibytes - without.volumes.gibibytes,
    true,
  );
  return [
    numbers,
    ...(added.length > 0 ? [`adds ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`leaves out ${removed.join(', ')}`] : []),
  ].join('; ');
}

function describe(pods: number, memoryGiB: number, volumesGiB: number, signed = false): string {
  const amount = (value: number, digits: number): string =>
    `${signed && value >= 0 ? '+' : ''}${value.toFixed(digits)}`;
  const noun = Math.abs(pods) === 1 ? 'pod' : 'pods';
  return `${amount(pods, 0)} ${noun}, ${amount(memoryGiB, 1)} GiB of requested memory, ${amount(volumesGiB, 1)} GiB of volumes`;
}
