import { ApiObject, type App } from 'cdk8s';
import { LaunchOrder } from './launch-order';
import { PlatformChart } from './platform-chart';
import { Workload } from './workload';

/** A Kubernetes object as it is written. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** An object and the construct that it comes from. */
export interface SynthesizedObject {
  readonly construct: ApiObject;
  /** Path of the construct. */
  readonly path: string;
  readonly manifest: Manifest;
}

/** A file of manifests, in apply order. */
export interface SynthesizedFile {
  readonly name: string;
  readonly objects: readonly SynthesizedObject[];
}

/** An app with everything that it writes. */
export interface Synthesis {
  readonly app: App;
  readonly files: readonly SynthesizedFile[];
  readonly objects: readonly SynthesizedObject[];
}

/**
 * Kinds in apply order. Workloads come in launch order between the two lists: objects that pods refer to exist before
 * them, and objects that route clients to them come last.
 */
const BEFORE_WORKLOADS = [
  'Namespace',
  'CustomResourceDefinition',
  'NetworkPolicy',
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'PersistentVolumeClaim',
  'Service',
  'APIService',
  'ValidatingWebhookConfiguration',
  'PodDisruptionBudget',
];

/** Renders an app: one file per chart, objects in apply order. */
export function synthesize(app: App): Synthesis {
  const order = LaunchOrder.of(app);
  const levels = new Map(order.workloads.map((workload) => [workload.apiObject, order.level(workload)]));
  const rank = (object: ApiObject): number => {
    const level = levels.get(object);
    if (level !== undefined) return BEFORE_WORKLOADS.length + level;
    const index = BEFORE_WORKLOADS.indexOf(object.kind);
    return index >= 0 ? index : Number.MAX_SAFE_INTEGER;
  };
  const files = app.node
    .findAll()
    .filter((construct): construct is PlatformChart => construct instanceof PlatformChart)
    .sort((a, b) => a.order - b.order)
    .map((chart) => {
      const constructs = chart.node
        .findAll()
        .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
      const objects = constructs
        .sort((a, b) => rank(a) - rank(b))
        .map((construct) => ({ construct, path: construct.node.path, manifest: construct.toJson() as Manifest }));
      return { name: chart.fileName, objects };
    })
    // A chart may have put all of its objects into the files of other charts.
    .filter(({ objects }) => objects.length > 0);
  return { app, files, objects: files.flatMap(({ objects }) => objects) };
}

/** Annotation that orders Argo CD's syncs. */
const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** Gives every workload the number of steps before it as its Argo CD sync wave. */
export function annotateSyncWaves(app: App): void {
  const order = LaunchOrder.of(app);
  for (const workload of Workload.within(app)) {
    workload.apiObject.metadata.addAnnotation(SYNC_WAVE, String(order.level(workload) ?? 0));
  }
}
