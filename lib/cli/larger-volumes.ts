import type { Synthesis } from '../kube/synthesis';
import type { Platform } from '../platform/model';

/**
 * Lines with the commands that apply a platform and expand the claims of its Prometheus, which the operator does not do (Prometheus Operator,
 * "Storage", "Resizing volumes"); none unless the claims have yet to grow.
 */
export function expandClaims(
  { objects }: Synthesis,
  { monitoring }: Platform,
  apply: readonly string[],
): readonly string[] {
  const { claimSize, size } = monitoring.prometheus;
  const prometheus = objects.find(({ manifest }) => manifest.kind === 'Prometheus')?.manifest.metadata;
  if (!claimSize || !prometheus) return [];
  const { name, namespace = '' } = prometheus;
  const kubectl = `kubectl -n ${namespace}`;
  const paused = (value: boolean): string =>
    `${kubectl} patch prometheus ${name} --type merge -p '{"spec":{"paused":${value}}}'`;
  const selector = `-l operator.prometheus.io/name=${name}`;
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: size } } } });
  const commands = [
    paused(true),
    ...apply,
    `for claim in $(${kubectl} get pvc ${selector} -o name); do ${kubectl} patch "$claim" -p '${patch}'; done`,
    `${kubectl} delete statefulset ${selector} --cascade=orphan`,
    paused(false),
  ];
  return [
    `The claims of Prometheus have ${claimSize} of ${size}. Apply and expand them with:`,
    ...commands.map((command) => `  ${command}`),
    'Remove monitoring.prometheus.claimSize once `kubectl get pvc` shows the new capacity.',
  ];
}
