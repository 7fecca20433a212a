import { finding, type Check, type Finding } from '../finding';
import { fieldsOf, numberAt, textAt, textsAt, valueAt } from '../read/loose';
import { loosePods, portsOf, type LooseContainer, type LoosePods } from '../read/loose-pods';
import { objectsOfKind, type Subject } from '../subject';
import { tlsPortsOf } from './tls-ports';

type Fields = Readonly<Record<string, unknown>>;

/** A probe as it is written, with Kubernetes' defaults. */
interface Probe {
  readonly kind: 'livenessProbe' | 'readinessProbe' | 'startupProbe';
  readonly pods: LoosePods;
  readonly container: LooseContainer;
  readonly fields: Fields;
}

const KINDS = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

/** Every probe can succeed when its program works, and fails when it does not. */
export const probes: Check = (subject) =>
  loosePods(subject).flatMap((pods) =>
    pods.containers.flatMap((container) => [
      ...probesOf(pods, container).flatMap((probe) => [
        ...handlerFindings(probe),
        ...portFindings(probe),
        ...schemeFindings(subject, probe),
        ...timeFindings(probe),
        ...foreignFindings(subject, probe),
      ]),
      ...startFindings(pods, container),
    ]),
  );

function probesOf(pods: LoosePods, container: LooseContainer): Probe[] {
  return KINDS.flatMap((kind) => {
    const fields = fieldsOf(container.fields[kind]);
    return Object.keys(fields).length === 0 ? [] : [{ kind, pods, container, fields }];
  });
}

/** A finding about a probe; `field` leads to the value below the probe. */
function report(
  rule: 'FS-308' | 'FS-309' | 'FS-310' | 'FS-311' | 'FS-312',
  { kind, pods, container }: Probe,
  problem: string,
  fix: string,
  field: readonly (string | number)[] = [],
): Finding {
  return finding(rule, pods.object, `container '${container.name}': its ${kind} ${problem}`, fix, [
    ...container.path,
    kind,
    ...field,
  ]);
}

/** Probes that the API server refuses, or that can never succeed (k8s.io/kubernetes, pkg/apis/core/validation, `validateProbe`). */
function handlerFindings(probe: Probe): Finding[] {
  const { kind, fields } = probe;
  const handlers = HANDLERS.filter((name) => fields[name] !== undefined && fields[name] !== null);
  const wrong = (problem: string, fix: string, ...field: readonly string[]): Finding[] => [
    report('FS-309', probe, problem, fix, field),
  ];
  const path = textAt(fields, 'httpGet', 'path');
  const port = numericPort(fields);
  const successes = numberAt(fields, 'successThreshold') ?? 1;
  return [
    ...(handlers.length === 1
      ? []
      : wrong(
          handlers.length === 0 ? 'does nothing' : `has ${handlers.join(' and ')}`,
          `write one of ${HANDLERS.join(', ')}`,
        )),
    ...(handlers.includes('exec') && textsAt(fields, 'exec', 'command').every((word) => word.trim() === '')
      ? wrong('runs an empty command', 'write the program and its arguments', 'exec')
      : []),
    ...(path !== undefined && path !== '' && !path.startsWith('/')
      ? wrong(`requests '${path}', which is not a path`, `write /${path}`, 'httpGet', 'path')
      : []),
    ...(port !== undefined && (port < 1 || port > 65535)
      ? wrong(`connects to port ${port}`, 'write a port from 1 to 65535')
      : []),
    ...(kind !== 'readinessProbe' && successes !== 1
      ? wrong(
          `needs ${successes} successes, and the API server accepts 1 only`,
          'write successThreshold: 1',
          'successThreshold',
        )
      : []),
  ];
}

function numericPort(fields: Fields): number | undefined {
  return ['httpGet', 'tcpSocket', 'grpc']
    .map((name) => numberAt(fields, name, 'port'))
    .find((one) => one !== undefined);
}

/** The port of a probe as a number; none for a name that the container lacks, which is the finding of the check `references`. */
function portOf({ fields, container }: Probe): number | undefined {
  const name = ['httpGet', 'tcpSocket']
    .map((handler) => textAt(fields, handler, 'port'))
    .find((one) => one !== undefined);
  return name === undefined
    ? numericPort(fields)
    : portsOf([container]).find((declared) => declared.name === name)?.number;
}

/** Whether a probe connects to its own pod. */
function isLocal({ fields }: Probe): boolean {
  const host = textAt(fields, 'httpGet', 'host') ?? textAt(fields, 'tcpSocket', 'host') ?? '';
  return host === '' || LOOPBACK.test(host);
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** A number that no container of the pod declares, although the container declares its ports. */
function portFindings(probe: Probe): Finding[] {
  const port = numericPort(probe.fields);
  if (port === undefined || !isLocal(probe)) return [];
  const own = portsOf([probe.container]).filter(({ protocol }) => protocol === 'TCP');
  const all = portsOf(probe.pods.containers).filter(({ protocol }) => protocol === 'TCP');
  if (own.length === 0 || all.some(({ number }) => number === port)) return [];
  const names = own.map(({ name, number }) => name ?? number).join(', ');
  const problem = `connects to port ${port}, which no container of the pod declares`;
  return [report('FS-308', probe, problem, `write one of its ports: ${names}; or declare ${port} in ports`)];
}

const HTTPS_NAME = /(^|-)(https|tls|ssl)(-|$)/;
const HTTP_NAME = /^http$|^http-(?!s)|-http$/;

/** A scheme that the configuration of the container contradicts, or the name of its port. */
function schemeFindings(subject: Subject, probe: Probe): Finding[] {
  const http = valueAt(probe.fields, 'httpGet');
  const port = portOf(probe);
  if (http === undefined || http === null || port === undefined || !isLocal(probe)) return [];
  const scheme = textAt(http, 'scheme') ?? 'HTTP';
  const name = portsOf([probe.container]).find(({ number }) => number === port)?.name ?? '';
  const configured = tlsPortsOf(subject, probe.pods, probe.container).get(port);
  const isTls = configured ?? (HTTPS_NAME.test(name) ? true : HTTP_NAME.test(name) ? false : undefined);
  if (isTls === undefined || isTls === (scheme === 'HTTPS')) return [];
  const wanted = isTls ? 'HTTPS' : 'HTTP';
  const because = configured === undefined ? `named '${name}'` : `which its configuration serves with ${wanted}`;
  const problem = `requests port ${port} with ${scheme}, ${because}`;
  return [report('FS-310', probe, problem, `write scheme: ${wanted}`, ['httpGet', 'scheme'])];
}

const seconds = (fields: Fields, name: string, usual: number): number => numberAt(fields, name) ?? usual;

/** Tries that overlap their period count late. */
function timeFindings(probe: Probe): Finding[] {
  const [timeout, period] = [seconds(probe.fields, 'timeoutSeconds', 1), seconds(probe.fields, 'periodSeconds', 10)];
  if (timeout <= period) return [];
  const problem = `may take ${timeout} s and starts every ${period} s: a try that hangs delays the next ones`;
  return [
    report('FS-311', probe, problem, `write timeoutSeconds: ${period} or less, or a longer periodSeconds`, [
      'timeoutSeconds',
    ]),
  ];
}

/** A container that is restarted before its own readiness is expected. */
function startFindings(pods: LoosePods, container: LooseContainer): Finding[] {
  const [liveness, readiness] = ['livenessProbe', 'readinessProbe'].map((kind) => fieldsOf(container.fields[kind]));
  const isGuarded = Object.keys(fieldsOf(container.fields['startupProbe'])).length > 0;
  if (!liveness || !readiness || isGuarded || [liveness, readiness].some((one) => Object.keys(one).length === 0))
    return [];
  const tries = seconds(liveness, 'failureThreshold', 3);
  const killed = seconds(liveness, 'initialDelaySeconds', 0) + (tries - 1) * seconds(liveness, 'periodSeconds', 10);
  const expected = seconds(readiness, 'initialDelaySeconds', 0);
  if (killed > expected) return [];
  const probe: Probe = { kind: 'livenessProbe', pods, container, fields: liveness };
  const problem = `restarts it after ${killed} s, and its readinessProbe first looks after ${expected} s`;
  return [report('FS-311', probe, problem, 'add a startupProbe, or a longer initialDelaySeconds')];
}

const URL_HOST = /(?:[a-z][a-z0-9+.-]*:\/\/|(?:^|\s)-h\s+|--host[= ])(?:[^@\s/]*@)?([A-Za-z0-9.-]+)/g;

/** A container that is restarted when another server fails. */
function foreignFindings(subject: Subject, probe: Probe): Finding[] {
  if (probe.kind !== 'livenessProbe') return [];
  const host = textAt(probe.fields, 'httpGet', 'host') ?? textAt(probe.fields, 'tcpSocket', 'host') ?? '';
  const command = textsAt(probe.fields, 'exec', 'command').join(' ');
  const hosts = [...(isLocal(probe) ? [] : [host]), ...[...command.matchAll(URL_HOST)].map(([, name = '']) => name)];
  const foreign = hosts.find((name) => !LOOPBACK.test(name) && isForeign(subject, probe.pods, name, name === host));
  if (foreign === undefined) return [];
  const problem = `depends on ${foreign}: when that server fails, this container is restarted, which does not help`;
  return [report('FS-312', probe, problem, 'look at the container alone, and at what it needs in the readinessProbe')];
}

/** Whether a host is another server than the pod: by its address, or as a Service that selects other pods. */
function isForeign(subject: Subject, pods: LoosePods, host: string, isAddress: boolean): boolean {
  const [name, namespace = pods.namespace] = host.split('.');
  const service = objectsOfKind(subject, 'Service').find(
    ({ manifest: { metadata } }) => metadata.name === name && (metadata.namespace ?? 'default') === namespace,
  );
  if (!service) return isAddress;
  const selector = Object.entries(fieldsOf(valueAt(service.manifest, 'spec', 'selector')));
  return !(selector.length > 0 && selector.every(([key, value]) => pods.labels[key] === value));
}
