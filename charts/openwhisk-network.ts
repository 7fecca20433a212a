import { isIP } from 'node:net';
import { externalEndpoint, type Endpoint } from '../lib/kube/endpoint';
import { NetworkPolicies, type ForeignPods, type Opening } from '../lib/kube/network';
import type { PlatformChart } from '../lib/kube/platform-chart';
import { Workload } from '../lib/kube/workload';
import { ACTION_POD_LABELS, ACTION_PORT } from '../lib/openwhisk/action-pods';
import { apiHostOf } from '../lib/openwhisk/api-host';
import { openwhiskComponent } from '../lib/openwhisk/component';
import type { Controller } from '../lib/openwhisk/controller';
import type { Invoker } from '../lib/openwhisk/invoker';
import type { Nginx, NginxService } from '../lib/openwhisk/nginx';
import type { ProviderDatabase } from '../lib/openwhisk/provider-database';
import type { OpenWhisk, Platform } from '../lib/platform/model';
import { actionNamespaceOf } from '../lib/platform/namespaces';

/** Endpoints that are reachable from outside the platform, and from actions. */
export interface Reached {
  readonly platform: Platform;
  readonly entrance: NginxService;
  readonly controller: Controller;
  /** @default - the controller is its own invoker. */
  readonly invoker?: Invoker;
  readonly nginx: Nginx;
  /** Of the event providers. */
  readonly triggers: ProviderDatabase;
  /** Whether actions run in containers of the nodes, outside Kubernetes. */
  readonly usesDocker: boolean;
}

/** The network policies of OpenWhisk: what its components declare, its entry, who scrapes it, and its action pods. */
export function isolateOpenWhisk(chart: PlatformChart, reached: Reached): void {
  const { platform, entrance, nginx, usesDocker } = reached;
  const pods = actionPods(reached);
  const { type, gateway } = platform.openwhisk.ingress;
  const throughIngress = type === 'Standard' || type === 'Gateway';
  new NetworkPolicies(chart, 'NetworkPolicies', {
    defaultDeny: openwhiskComponent('default-deny', 'openwhisk'),
    openings: [
      ...(type === 'None'
        ? []
        : [{ workload: nginx.workload, ports: entrance.openPorts, throughIngress, proxy: gateway?.from }]),
      // Containers of the nodes have no pod that a policy could name. The gate answers only to its key.
      ...(usesDocker && nginx.management?.pods
        ? [{ workload: nginx.workload, ports: [nginx.management.pods.port] }]
        : []),
      ...scraperOpenings(chart, platform),
    ],
    foreign: pods ? [pods] : [],
  });
}

/**
 * Endpoints that actions may reach: the API and, for actions of the system packages, the gate to the management of the API gateway
 * and the database of the feeds.
 */
function reachedByActions({ platform, entrance, nginx, triggers }: Reached): Endpoint[] {
  const { packages, providers, ingress } = platform.openwhisk;
  const feeds = packages.enabled && (providers.alarm.enabled || providers.kafka.enabled);
  return [
    entrance.entry,
    ...(ingress.useInternally ? externalEntries(ingress, entrance) : []),
    ...(nginx.management ? [nginx.management] : []),
    ...(feeds ? [triggers.endpoint] : []),
  ];
}

/**
 * The external API host as actions reach it: translated to a pod of nginx on the node of the action, or at its own address. A name
 * with a private address that is not translated has to be in `actions.egress`; public addresses are open.
 */
function externalEntries(ingress: OpenWhisk['ingress'], { entry, secureEntry }: NginxService): Endpoint[] {
  const { name, port } = apiHostOf(ingress);
  return [secureEntry ?? entry, ...(isIP(name) > 0 ? [externalEndpoint(name, port)] : [])];
}

/** A Prometheus in another namespace reaches what serves metrics. */
function scraperOpenings(chart: PlatformChart, { openwhisk: { metrics } }: Platform): Opening[] {
  const { scraperNamespace: namespace } = metrics;
  if (!namespace) return [];
  return Workload.within(chart).flatMap((workload) =>
    workload.metrics.length > 0
      ? [{ workload, ports: workload.metrics.map(({ containerPort }) => containerPort), namespace }]
      : [],
  );
}

/** The internet without the private, shared and link-local ranges: neither the cluster nor a cloud's metadata service. */
const PUBLIC_RANGES: ForeignPods['ranges'] = [
  {
    cidr: '0.0.0.0/0',
    except: ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  },
  { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] },
];

/** Action pods, for the policies of their own namespace and of OpenWhisk's. */
export function actionPods(reached: Reached): ForeignPods | undefined {
  const { platform, controller, invoker, usesDocker } = reached;
  const {
    name,
    openwhisk: { actions },
  } = platform;
  if (usesDocker) return undefined;
  return {
    component: openwhiskComponent('actions', 'openwhisk'),
    namespace: actionNamespaceOf(platform),
    selector: { ...ACTION_POD_LABELS, release: name },
    isolated: actions.isolated,
    reachedBy: [(invoker ?? controller).workload],
    port: ACTION_PORT,
    connectsTo: reachedByActions(reached),
    nameservers: actions.dns.inheritInvokerConfig ? [] : actions.dns.nameservers,
    ranges: actions.egress ?? PUBLIC_RANGES,
  };
}
