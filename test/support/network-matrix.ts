import type { App } from 'cdk8s';
import type { OpenFaasChart } from '../../charts/openfaas';
import { OpenWhiskChart } from '../../charts/openwhisk';
import { selects, type LabelSelector } from '../../lib/checks/read/label-selector';
import { podOwners, podSets } from '../../lib/checks/read/manifests';
import { mayConnect, type NetworkPeer, type NetworkPort } from '../../lib/checks/read/network-policies';
import type { Endpoint } from '../../lib/kube/endpoint';
import { ANYWHERE, SERVERS_OF_USERS, type ForeignPods } from '../../lib/kube/network';
import { namedService } from '../../lib/kube/named-service';
import type { Synthesis } from '../../lib/kube/synthesis';
import { Workload } from '../../lib/kube/workload';

/** Pods, and what their component declares. */
interface Pods extends NetworkPeer {
  readonly name: string;
  /** Container ports. */
  readonly ports: readonly number[];
  readonly connectsTo: readonly Endpoint[];
}

/**
 * Ports that every client may connect to, which are open to components whose users choose their servers: entry points; servers that
 * the API server calls, whose address no policy can name; pods behind an Ingress whose controller the platform file does not name; and
 * the gate to the API gateway, for actions in containers of the nodes. All but the first authenticate their clients.
 */
const OPEN_TO_ALL = [
  'nginx:8080/TCP',
  'nginx:10443/TCP',
  'prometheus-operator:10443/TCP',
  'metrics-server:10250/TCP',
  'prometheus-adapter:10443/TCP',
  'grafana:3000/TCP',
  'kibana:5601/TCP',
  'prometheus-proxy:8080/TCP',
  'alertmanager-proxy:8080/TCP',
  'nginx:8081/TCP',
];

/** Its port is the kubelets', on purpose: firewalls in front of nodes let the API server connect to that one. */
const TO_ITSELF = 'metrics-server → metrics-server:10250/TCP';

/** A port that no program listens on: only policies without ports allow it. */
const UNUSED = 1;

const nameOf = (port: NetworkPort): string => `${port.number}/${port.protocol ?? 'TCP'}`;

/** All pods that policies select: pods in the network of their node are left out. */
function podsIn(synthesis: Synthesis): Pods[] {
  const workloads = Workload.within(synthesis.app);
  const onNodes = podOwners(synthesis).flatMap(({ object, pod }) =>
    pod.spec.hostNetwork ? [object.manifest.metadata.name] : [],
  );
  const functions = functionPods(synthesis.app);
  const created = podSets(synthesis)
    .filter(({ owner }) => !onNodes.includes(owner))
    .map(({ owner, namespace = '', labels, ports }) => {
      const workload = workloads.find(
        ({ apiObject, namespace: home }) => apiObject.name === owner && home === namespace,
      );
      const name = workload?.component.component ?? owner;
      return {
        name: `${namespace}/${name}`,
        namespace,
        labels,
        ports: ports.map(({ containerPort }) => containerPort),
        connectsTo: [
          ...(workload?.connectsTo ?? []),
          ...(functions?.namespace === namespace ? functions.connectsTo : []),
        ],
      };
    });
  return [...created, ...actionPods(synthesis)];
}

const openWhisk = (app: App): OpenWhiskChart[] =>
  app.node.children.filter((chart): chart is OpenWhiskChart => chart instanceof OpenWhiskChart);

/** The pods of OpenFaaS' functions, as its gateway knows them. `instanceof` of any chart holds for every chart (cdk8s). */
const functionPods = (app: App): ForeignPods | undefined =>
  (app.node.tryFindChild('openfaas') as OpenFaasChart | undefined)?.functionPods;

function actionPods({ app }: Synthesis): Pods[] {
  return openWhisk(app).flatMap(({ actionPods: pods }) =>
    pods
      ? [
          {
            name: 'actions',
            namespace: pods.namespace,
            labels: pods.selector,
            ports: [pods.port],
            connectsTo: pods.connectsTo,
          },
        ]
      : [],
  );
}

interface Policy {
  readonly podSelector: LabelSelector;
  readonly ingress?: readonly { readonly ports?: readonly { readonly port: number; readonly protocol: string }[] }[];
}

/** Ports of pods that a container or a policy names, and one that none does. */
function candidates({ objects }: Synthesis, pods: Pods): NetworkPort[] {
  const named = objects
    .filter(({ manifest: { kind, metadata } }) => kind === 'NetworkPolicy' && metadata.namespace === pods.namespace)
    .map(({ manifest }) => manifest['spec'] as Policy)
    .filter(({ podSelector }) => selects(podSelector, pods.labels))
    .flatMap(({ ingress = [] }) => ingress.flatMap(({ ports = [] }) => ports));
  const ports: NetworkPort[] = [
    ...named.map(({ port: number, protocol }) => ({ number, protocol })),
    ...pods.ports.map((number) => ({ number, protocol: 'TCP' })),
    ...['TCP', 'UDP', 'SCTP'].map((protocol) => ({ number: UNUSED, protocol })),
  ];
  return [...new Map(ports.map((port) => [nameOf(port), port])).values()];
}

/** Edges that components declare, as `from → to:port`. */
function declaredEdges({ app }: Synthesis, all: readonly Pods[]): string[] {
  const edges = all.flatMap((from) =>
    from.connectsTo.flatMap((endpoint) => {
      const target = endpoint.pods ?? namedService(app, endpoint)?.endpoint?.pods;
      if (!target) return [];
      const reached = all.filter(
        ({ namespace, labels }) =>
          namespace === target.namespace &&
          Object.entries(target.selector).every(([key, value]) => labels[key] === value),
      );
      const protocols = target.udp ? ['TCP', 'UDP'] : ['TCP'];
      return reached.flatMap((to) =>
        protocols.map((protocol) => `${from.name} → ${to.name}:${target.port}/${protocol}`),
      );
    }),
  );
  const actions = openWhisk(app).flatMap((chart) => chart.actionPods ?? []);
  const invocations = actions.flatMap(({ reachedBy, port }) =>
    reachedBy.map(({ namespace, component }) => `${namespace}/${component.component} → actions:${port}/TCP`),
  );
  const functions = functionPods(app);
  const calls = all.flatMap(({ name, namespace }) =>
    functions?.namespace === namespace
      ? functions.reachedBy.map(
          (client) => `${client.namespace}/${client.component.component} → ${name}:${functions.port}/TCP`,
        )
      : [],
  );
  return [...new Set([...edges, ...invocations, ...calls])].sort();
}

/** Edges that the policies allow. */
function allowedEdges(synthesis: Synthesis, all: readonly Pods[]): string[] {
  const kinds = ['NetworkPolicy', 'Namespace'];
  const policies = { ...synthesis, objects: synthesis.objects.filter(({ manifest }) => kinds.includes(manifest.kind)) };
  return all
    .flatMap((to) => {
      const ports = candidates(policies, to);
      return all.flatMap((from) => {
        const open = ports.filter((port) => {
          const { egress, ingress } = mayConnect(policies, from, to, port);
          return egress && ingress;
        });
        return open.map((port) => `${from.name} → ${to.name}:${nameOf(port)}`);
      });
    })
    .sort();
}

/** Whether an edge without a declaration is one of those that cannot be closed. */
function isOpen(edge: string, all: readonly Pods[]): boolean {
  const [from = '', to = ''] = edge.split(' → ');
  const { connectsTo = [] } = all.find(({ name }) => name === from) ?? {};
  const choosesServers = connectsTo.some((endpoint) => endpoint === ANYWHERE || endpoint === SERVERS_OF_USERS);
  const [client = '', server = ''] = [from, to].map((name) => name.replace(/^[^/]*\//, ''));
  return `${client} → ${server}` === TO_ITSELF || (choosesServers && OPEN_TO_ALL.includes(server));
}

/** The connections between pods that components declare, and where the network policies differ from them. */
export function networkMatrix(synthesis: Synthesis): {
  readonly declared: readonly string[];
  readonly undeclared: readonly string[];
  readonly denied: readonly string[];
} {
  const all = podsIn(synthesis);
  const declared = declaredEdges(synthesis, all);
  const allowed = allowedEdges(synthesis, all);
  return {
    declared,
    undeclared: allowed.filter((edge) => !declared.includes(edge) && !isOpen(edge, all)),
    denied: declared.filter((edge) => !allowed.includes(edge)),
  };
}
