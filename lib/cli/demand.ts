import { footprintOf, podsOf, WORKLOADS, type Footprint } from '../kube/footprint';
import type { Synthesis, SynthesizedObject } from '../kube/synthesis';
import type { Platform } from '../platform/model';
import { OPTIONAL_PARTS } from '../platform/profiles';
import { sectionOf } from '../render';

/** Lines with the requests and claims of a platform: by part, by node group, and which parts can be left out or added. */
export function demandLines(platform: Platform, synthesis: Synthesis): string[] {
  const { objects } = synthesis;
  const parts = groups(objects, ({ construct }) => String(sectionOf(construct.node.path)[0]));
  const rows = [...parts, ['in total', objects] as const].map(
    ([name, own]) => [name, footprintOf({ objects: own }, objects)] as const,
  );
  const demanding = rows.filter(([, { pods, volumes }]) => pods.size > 0 || volumes.bytes > 0);
  const nodes = groups(
    objects.filter(({ manifest }) => WORKLOADS.includes(manifest.kind)),
    (object) => nodeGroup(object, platform.placement.nodeLabel),
  ).map(([name, own]) => `${name} ${amounts(footprintOf({ objects: own }, objects))}`);
  const [on, off] = [true, false].map((wanted) => OPTIONAL_PARTS.filter((part) => platform[part].enabled === wanted));
  return [
    'Requests and claims:',
    ...table(demanding),
    `Nodes: ${nodes.join('; ')}`,
    ...(on?.length ? [`Leave out a part: ${on.map((part) => `${part}.enabled: false`).join(', ')}`] : []),
    ...(off?.length ? [`Left out: ${off.map((part) => `${part} (${part}.enabled: true)`).join(', ')}`] : []),
  ];
}

function groups(
  objects: readonly SynthesizedObject[],
  nameOf: (object: SynthesizedObject) => string,
): (readonly [name: string, objects: readonly SynthesizedObject[]])[] {
  const found = new Map<string, SynthesizedObject[]>();
  for (const object of objects) found.set(nameOf(object), [...(found.get(nameOf(object)) ?? []), object]);
  return [...found].sort(([a], [b]) => a.localeCompare(b));
}

/** The part of a pod's affinity that names nodes. */
interface Affinity {
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: { readonly nodeSelectorTerms?: readonly NodeTerm[] };
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly { readonly preference?: NodeTerm }[];
  };
}

interface NodeTerm {
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: string[];
  }[];
}

/** The nodes that a workload's pods prefer, by the value of the platform's node label. */
function nodeGroup({ manifest }: SynthesizedObject, nodeLabel: string): string {
  if (manifest.kind === 'DaemonSet') return 'each node';
  const spec = manifest['spec'] as { affinity?: Affinity; template?: { spec?: { affinity?: Affinity } } };
  const { nodeAffinity } = spec.template?.spec?.affinity ?? spec.affinity ?? {};
  const terms = [
    ...(nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []),
    ...(nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ preference = {} }) => preference),
  ];
  const role = terms
    .flatMap(({ matchExpressions = [] }) => matchExpressions)
    .find(({ key, operator }) => key === nodeLabel && operator === 'In')?.values?.[0];
  return role ?? 'any';
}

const cores = ({ cpu }: Footprint): string => `${cpu.toFixed(2)} CPU`;
const memory = (footprint: Footprint): string => `${footprint.memory.gibibytes.toFixed(1)} GiB`;
const amounts = (footprint: Footprint): string => `${cores(footprint)}, ${memory(footprint)}`;

function table(rows: readonly (readonly [name: string, footprint: Footprint])[]): string[] {
  const cells = rows.map(([name, footprint]) => {
    const pods = podsOf(footprint);
    const volumes = footprint.volumes.gibibytes;
    const claims = volumes > 0 ? `claims of ${volumes.toFixed(1)} GiB` : '';
    return [name, pods === 1 ? '1 pod ' : `${pods} pods`, cores(footprint), memory(footprint), claims];
  });
  const width = (column: number): number => Math.max(...cells.map((row) => row[column]?.length ?? 0));
  return cells.map(([name = '', ...numbers]) =>
    `  ${[name.padEnd(width(0)), ...numbers.map((text, index) => text.padStart(width(index + 1)))].join('  ')}`.trimEnd(),
  );
}
