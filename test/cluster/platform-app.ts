import { buildApp } from '../../charts/app';
import { LaunchOrder } from '../../lib/kube/launch-order';
import { synthesize } from '../../lib/kube/synthesis';
import type { Workload } from '../../lib/kube/workload';
import { parsePlatform } from '../../lib/load/load';
import { unwatched } from '../support/unwatched';
import type { Edge } from './timeline';
import { onSuiteVersion } from './versions';
import type { Manifest } from './wire-types';

/** A platform as it is applied, and what its launch order promises. */
export interface PlatformApp {
  /** In the order in which they are written. */
  readonly manifests: readonly Manifest[];
  /** One edge for each pair of workloads of which one waits for the other. */
  readonly edges: readonly Edge[];
  readonly order: LaunchOrder;
}

/** The namespace of the platforms under test. */
export const NAMESPACE = 'openwhisk';

/** Renders the text of a platform file; watched only if the text is about that, which most tests are not. */
export function platformApp(yaml: string): PlatformApp {
  return wholePlatformApp(unwatched(yaml));
}

/** Renders the text of a platform file. */
export function wholePlatformApp(yaml: string): PlatformApp {
  const synthesis = synthesize(buildApp(parsePlatform(onSuiteVersion(yaml)).platform));
  const order = LaunchOrder.of(synthesis.app);
  const edges = order.edges.map(({ from, to, milestone }): Edge => {
    const asksItself = 'heldBy' in milestone && milestone.heldBy === 'container';
    return { first: nameOf(from), then: nameOf(to), until: asksItself ? 'ready' : 'initialised' };
  });
  return { manifests: synthesis.objects.map(({ manifest }) => manifest), edges, order };
}

/** Kind and name of a workload's object. */
export function nameOf({ apiObject }: Workload): string {
  return `${apiObject.kind}/${apiObject.name}`;
}

/** The workload of a component. */
export function workloadOf({ order }: PlatformApp, component: string): Workload {
  const found = order.workloads.find((workload) => workload.component.component === component);
  if (!found) throw new Error(`the platform has no component ${component}`);
  return found;
}

/** A workload and everything that waits for it, directly or not, by name. */
export function behind(app: PlatformApp, workload: Workload): string[] {
  const found = new Set([workload]);
  // A set visits what is added to it while it is iterated.
  for (const step of found) {
    for (const { from, to } of app.order.edges) if (from === step) found.add(to);
  }
  return [...found].map(nameOf).sort();
}
