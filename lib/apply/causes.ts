import { ApiError, type Cluster } from './cluster';
import type { LiveObject } from './objects';
import { type Event, type Pod, timeOf, troubleOf, type Trouble } from './pod-trouble';

/** Why a workload is not ready. */
export interface Reasons {
  /** One line per pod, and per refusal to create one. */
  readonly lines: readonly string[];
  /** Whether nothing but another manifest can heal it. */
  readonly final: boolean;
}

/** Pods of a workload that are described; the others mostly say the same. */
const MOST_PODS = 3;

/** Finds out why workloads are not ready, from the state of their pods, the warnings about them and their logs. */
export class Causes {
  private readonly events = new Map<string, Promise<readonly Event[]>>();

  /**
   * @param since - milliseconds; older warnings are about something else
   */
  constructor(
    private readonly cluster: Cluster,
    private readonly since: number,
  ) {}

  /** Why a workload is not ready. */
  public async of(workload: LiveObject): Promise<Reasons> {
    const { namespace = '' } = workload.metadata;
    const selector = selectorOf(workload);
    if (selector === undefined) return { lines: [], final: false };
    const [pods, events] = await Promise.all([
      this.cluster.list<Pod>(`/api/v1/namespaces/${namespace}/pods`, { labelSelector: selector }),
      this.eventsIn(namespace),
    ]);
    const refused = events
      .filter(({ reason, involvedObject }) => reason === 'FailedCreate' && creates(workload, involvedObject))
      .map(({ message = '' }) => `no pod is created: ${message.trim()}`);
    const troubles = pods.flatMap((pod) => {
      const about = events.filter(({ involvedObject }) => involvedObject.uid === pod.metadata.uid);
      const trouble = troubleOf(pod, about, Date.now());
      return trouble ? [{ pod, trouble }] : [];
    });
    const lines = await Promise.all(troubles.slice(0, MOST_PODS).map(({ pod, trouble }) => this.lineOf(pod, trouble)));
    return {
      lines: [...new Set([...(pods.length === 0 ? refused.slice(-1) : []), ...lines])],
      final: troubles.some(({ trouble }) => trouble.final),
    };
  }

  private async lineOf(pod: Pod, { text, logs }: Trouble): Promise<string> {
    const claims = await this.claimTroubles(pod);
    const said = logs ? await this.logOf(pod, logs) : '';
    return `${text}${claims.length > 0 ? `; ${claims.join('; ')}` : ''}${said ? `; its log: ${said}` : ''}`;
  }

  /** The last lines of a log; nothing if they cannot be read. */
  private async logOf(pod: Pod, { container, previous, lines }: NonNullable<Trouble['logs']>): Promise<string> {
    const { namespace, name } = pod.metadata;
    const query = { container, tailLines: String(lines), ...(previous ? { previous: 'true' } : {}) };
    try {
      const text = await this.cluster.text(`/api/v1/namespaces/${namespace}/pods/${name}/log`, query);
      return text.trim().replaceAll('\n', ' | ');
    } catch (error) {
      if (error instanceof ApiError) return '';
      throw error;
    }
  }

  /** Claims of a pod that is not scheduled and that have no volume. */
  private async claimTroubles(pod: Pod): Promise<string[]> {
    if (pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.status === 'True') return [];
    const { namespace } = pod.metadata;
    const names = (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) => claim?.claimName ?? []);
    const claims = await Promise.all(
      names.map((name) =>
        this.cluster.find<LiveObject>(`/api/v1/namespaces/${namespace}/persistentvolumeclaims/${name}`),
      ),
    );
    const troubles = await Promise.all(claims.flatMap((claim) => (claim ? [this.claimTrouble(claim)] : [])));
    return troubles.filter((trouble) => trouble !== undefined);
  }

  private async claimTrouble({ metadata: { name }, spec, status }: LiveObject): Promise<string | undefined> {
    if (status?.['phase'] === 'Bound') return undefined;
    const storageClass = spec?.['storageClassName'] as string | undefined;
    if (storageClass === undefined)
      return `claim ${name} Pending: it names no StorageClass, and the cluster has no default one`;
    const found = await this.cluster.find(`/apis/storage.k8s.io/v1/storageclasses/${storageClass}`);
    return found ? `claim ${name} Pending` : `claim ${name} Pending: no StorageClass ${storageClass}`;
  }

  private eventsIn(namespace: string): Promise<readonly Event[]> {
    const known = this.events.get(namespace);
    if (known) return known;
    const found = this.cluster
      .list<Event>(`/api/v1/namespaces/${namespace}/events`, { fieldSelector: 'type=Warning' })
      .then((events) => events.filter((event) => timeOf(event) >= this.since));
    this.events.set(namespace, found);
    return found;
  }
}

/** Label selector of a workload's pods; undefined if it has no pods. */
function selectorOf({ kind, metadata, spec, status }: LiveObject): string | undefined {
  if (kind === 'Job') return `batch.kubernetes.io/job-name=${metadata.name}`;
  if (typeof status?.['selector'] === 'string') return status['selector'];
  const { matchLabels } = (spec?.['selector'] ?? {}) as { readonly matchLabels?: Readonly<Record<string, string>> };
  if (!matchLabels || !['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind)) return undefined;
  return Object.entries(matchLabels)
    .map((pair) => pair.join('='))
    .join(',');
}

/** Whether an object creates the pods of a workload: itself, or the ReplicaSet of a Deployment. */
function creates({ kind, metadata: { name } }: LiveObject, { kind: by, name: creator = '' }: Event['involvedObject']) {
  if (kind !== 'Deployment') return by === kind && creator === name;
  return by === 'ReplicaSet' && creator.startsWith(`${name}-`) && !creator.slice(name.length + 1).includes('-');
}
