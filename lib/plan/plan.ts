import { Chart } from 'cdk8s';
import type { Synthesis } from '../kube/synthesis';
import { edgesOf } from './edges';
import { ownedByAutoscalers, timeoutsOf } from './options';
import type { PlannedObject, Unordered } from './planned';
import { Services } from './services';

/**
 * The objects of a platform in dependency order. The plan contacts no cluster and changes nothing.
 *
 * @param others - objects from elsewhere that the platform refers to
 * @throws if objects wait for each other in a cycle.
 */
export function planObjects(synthesis: Synthesis, others: readonly Unordered[] = []): PlannedObject[] {
  const objects = [...others, ...chartObjects(synthesis)];
  const names = new Map(synthesis.objects.map(({ construct }) => [construct, nameOf(construct.node.path)]));
  const services = new Services(synthesis, names);
  const edges = edgesOf(synthesis, objects, services, names);
  const timeouts = timeoutsOf(synthesis, names);
  const autoscaled = ownedByAutoscalers(objects);
  return sorted(objects, edges).map((object): PlannedObject => {
    const early = services.early.get(object.name);
    const timeoutSeconds = timeouts.get(object.name);
    const ownedByOthers = autoscaled.get(object.name);
    return {
      ...object,
      dependsOn: [...(edges.get(object.name) ?? [])].sort(),
      ...(early ? { early } : {}),
      ...(timeoutSeconds ? { timeoutSeconds } : {}),
      ...(ownedByOthers ? { ownedByOthers } : {}),
    };
  });
}

/** `openwhisk/Kafka/Workload` for the construct `openwhisk/Kafka/Workload/Resource`. */
function nameOf(path: string): string {
  return path.replace(/\/Resource$/, '');
}

function chartObjects({ objects }: Synthesis): Unordered[] {
  return objects.map(({ construct, manifest }) => ({
    name: nameOf(construct.node.path),
    chart: Chart.of(construct).node.id,
    manifest,
  }));
}

/** Stable topological sort: each object comes after its dependencies, otherwise the order is unchanged. */
function sorted(objects: readonly Unordered[], edges: ReadonlyMap<string, ReadonlySet<string>>): Unordered[] {
  const byName = new Map(objects.map((object) => [object.name, object]));
  const done = new Set<Unordered>();
  const path = new Set<string>();
  const visit = (object: Unordered): void => {
    if (done.has(object)) return;
    if (path.has(object.name)) {
      const circle = [...path].slice([...path].indexOf(object.name));
      throw new Error(`These resources wait for each other: ${[...circle, object.name].join(' -> ')}`);
    }
    path.add(object.name);
    for (const before of edges.get(object.name) ?? []) {
      const target = byName.get(before);
      if (target) visit(target);
    }
    path.delete(object.name);
    done.add(object);
  };
  objects.forEach(visit);
  return [...done];
}
