import { EXTERNAL_TARGET } from '../../kube/annotations';
import { findObject, isForeign, objectsIn, perSubject, type CheckedObject, type Subject } from '../subject';
import { nearest } from '../../text/nearest';
import { finding, type Check, type Finding } from '../finding';
import {
  monitoringObjects,
  namespaceOf,
  prometheuses,
  reasonFor,
  SELECTED_BY,
  selectedBy,
  specOf,
  targetNamespaces,
  whyNotSelected,
} from '../read/monitoring-objects';
import { denied, type Wish } from '../read/rights';
import { targetPodsIn } from '../read/pods';
import { resolveEndpoints } from '../read/targets';

/**
 * Every monitor leads to a port of pods, or says who makes its target; every monitor, probe and rule is taken in by a Prometheus
 * of the app, which may find the targets; and what a probe or a Prometheus sends to is a Service.
 */
export const monitors: Check = (subject) => [
  ...monitoringObjects(subject, 'ServiceMonitor', 'PodMonitor').flatMap((monitor) => leadsNowhere(subject, monitor)),
  ...monitoringObjects(subject, ...Object.keys(SELECTED_BY)).flatMap((object) => takenByNobody(subject, object)),
  ...monitoringObjects(subject, 'ServiceMonitor', 'PodMonitor').flatMap((monitor) => notAllowed(subject, monitor)),
  ...monitoringObjects(subject, 'Probe').flatMap((probe) => probesNothing(subject, probe)),
  ...prometheuses(subject).flatMap((prometheus) => alertsNobody(subject, prometheus)),
];

function leadsNowhere(subject: Subject, monitor: CheckedObject): Finding[] {
  if (reasonFor(monitor, EXTERNAL_TARGET) || isOfOthers(subject, monitor)) return [];
  const found = resolveEndpoints(subject, monitor).flatMap(({ problems }) => problems);
  // Several endpoints of one monitor select the same Services.
  const distinct = new Map(found.map((nowhere) => [nowhere.problem, nowhere]));
  return [...distinct.values()].map(({ problem, fix }) => finding('FS-603', monitor, problem, fix));
}

/** Whether the manifests have nothing to select in the namespaces of the targets: the Services of Kubernetes itself, for example. */
function isOfOthers(subject: Subject, monitor: CheckedObject): boolean {
  if (!isForeign(subject)) return false;
  const kind = monitor.manifest.kind === 'PodMonitor' ? 'pods' : 'Service';
  const has = (namespace: string): boolean =>
    (kind === 'pods' ? targetPodsIn(subject, namespace) : objectsIn(subject, kind, namespace)).length > 0;
  return !(targetNamespaces(monitor) ?? [...namespacesOf(subject)]).some(has);
}

const namespacesOf = perSubject(({ objects }: Subject) => new Set(objects.map(namespaceOf)));

function takenByNobody(subject: Subject, object: CheckedObject): Finding[] {
  const candidates = prometheuses(subject);
  if (candidates.length === 0 || selectedBy(subject, object).length > 0) return [];
  const reasons = candidates.map(
    (prometheus) => `${prometheus.manifest.metadata.name} ${whyNotSelected(subject, prometheus, object) ?? ''}`,
  );
  const problem = `no Prometheus takes it in: ${reasons.join('; ')}`;
  return [finding('FS-608', object, problem, 'give it the labels that the Prometheus selects, or widen its selector')];
}

const READ = ['get', 'list', 'watch'];

function wishesOf(monitor: CheckedObject, prometheus: CheckedObject): Wish[] {
  const wish = (resource: string, apiGroup = ''): Wish => ({ apiGroup, resource, verbs: READ });
  if (monitor.manifest.kind === 'PodMonitor') return [wish('pods')];
  const { serviceDiscoveryRole } = specOf<{ readonly serviceDiscoveryRole?: string }>(prometheus);
  const endpoints =
    serviceDiscoveryRole === 'EndpointSlice' ? wish('endpointslices', 'discovery.k8s.io') : wish('endpoints');
  return [wish('services'), wish('pods'), endpoints];
}

function notAllowed(subject: Subject, monitor: CheckedObject): Finding[] {
  return selectedBy(subject, monitor).flatMap((prometheus) => {
    const { serviceAccountName = 'default' } = specOf<{ readonly serviceAccountName?: string }>(prometheus);
    const account = { name: serviceAccountName, namespace: namespaceOf(prometheus) };
    // Without its ServiceAccount, its bindings are elsewhere, too.
    if (isForeign(subject) && !findObject(subject, 'ServiceAccount', account.name, account.namespace)) return [];
    const wishes = wishesOf(monitor, prometheus);
    return (targetNamespaces(monitor) ?? [undefined]).flatMap((namespace) => {
      const missing = denied(subject, account, namespace, wishes).map(({ resource }) => resource);
      if (missing.length === 0) return [];
      const where = namespace === undefined ? 'in all namespaces' : `in namespace ${namespace}`;
      const { name } = prometheus.manifest.metadata;
      const problem = `Prometheus '${name}' may not get, list and watch ${missing.join(', ')} ${where}`;
      const fix = `bind a ${namespace ? 'Role' : 'ClusterRole'} for them to ServiceAccount ${account.namespace}/${account.name}`;
      return [finding('FS-609', monitor, problem, fix)];
    });
  });
}

interface ProbeSpec {
  readonly prober?: { readonly url?: string };
  readonly targets?: { readonly staticConfig?: { readonly static?: readonly string[] } };
}

function probesNothing(subject: Subject, probe: CheckedObject): Finding[] {
  if (reasonFor(probe, EXTERNAL_TARGET)) return [];
  const { prober, targets } = specOf<ProbeSpec>(probe);
  const urls = [...(prober?.url ? [prober.url] : []), ...(targets?.staticConfig?.static ?? [])];
  return urls.flatMap((url) => {
    const problem = noService(subject, url, namespaceOf(probe));
    return problem ? [finding('FS-610', probe, ...problem)] : [];
  });
}

/** Why the address of a Service leads nowhere, and what to do; nothing for an address outside of the cluster. */
function noService(subject: Subject, url: string, home: string): [string, string] | undefined {
  const address = url.includes('://') ? url : `http://${url}`;
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  const [name = '', namespace = home, svc] = parsed?.hostname.split('.') ?? [];
  if (!parsed || svc !== 'svc') return undefined;
  const port = Number(parsed.port || (parsed.protocol === 'https:' ? 443 : 80));
  return missingService(subject, {
    name,
    namespace,
    port: (candidate) => candidate.port === port,
    what: String(port),
  });
}

interface ServicePort {
  readonly name?: string;
  readonly port: number;
}

/** A port of a Service that is looked for. */
interface Wanted {
  readonly name: string;
  readonly namespace: string;
  readonly port: (candidate: ServicePort) => boolean;
  readonly what: string;
}

function missingService(subject: Subject, { name, namespace, port, what }: Wanted): [string, string] | undefined {
  const services = objectsIn(subject, 'Service', namespace);
  const service = findObject(subject, 'Service', name, namespace);
  if (!service) {
    // Of a namespace without Services here, nothing is known.
    if (isForeign(subject) && services.length === 0) return undefined;
    const near = nearest(
      name,
      services.map(({ manifest }) => manifest.metadata.name),
    );
    return [
      `leads to Service '${name}' in namespace ${namespace}, which is not there`,
      near ? `write ${near}` : 'add it',
    ];
  }
  const { ports = [] } = specOf<{ readonly ports?: readonly ServicePort[] }>(service);
  if (ports.some(port)) return undefined;
  const known = ports.map((candidate) => `${candidate.name ?? ''} ${candidate.port}`.trim()).join(', ');
  return [`leads to port ${what} of Service '${name}', which has ${known}`, 'write one of its ports'];
}

interface AlertingSpec {
  readonly alerting?: {
    readonly alertmanagers?: readonly {
      readonly name: string;
      readonly namespace?: string;
      readonly port: string | number;
    }[];
  };
}

function alertsNobody(subject: Subject, prometheus: CheckedObject): Finding[] {
  const home = namespaceOf(prometheus);
  return (specOf<AlertingSpec>(prometheus).alerting?.alertmanagers ?? []).flatMap(
    ({ name, namespace = home, port }) => {
      if (namespace !== home && reasonFor(prometheus, EXTERNAL_TARGET)) return [];
      const problem = missingService(subject, {
        name,
        namespace,
        port: (candidate) => candidate.name === port || candidate.port === port,
        what: `'${port}'`,
      });
      // The governing Service that the operator creates for an Alertmanager.
      return problem && name !== 'alertmanager-operated' ? [finding('FS-610', prometheus, ...problem)] : [];
    },
  );
}
