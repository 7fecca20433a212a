import { programMistakes } from '../gateway/program-mistakes';
import { shortTimeouts } from '../kube/ingress-controllers';
import type { Mistake } from '../platform/mistake';
import type { OpenFaas } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { timeoutsOf } from './timeouts';

const PATH = ['openfaas', 'ingress'];

/** Types that read each key of `openfaas.ingress`. */
const READ_BY: Readonly<Record<string, readonly string[]>> = {
  host: ['Standard', 'Gateway'],
  className: ['Standard'],
  annotations: ['LoadBalancer', 'Standard'],
  tlsSecret: ['Standard', 'Gateway'],
  tlsTerminatedUpstream: ['Standard'],
  gateway: ['Gateway'],
};

const keysFitType: SectionRule<OpenFaas> = ({ ingress }) =>
  Object.entries(READ_BY).flatMap(([key, types]): Mistake[] => {
    const value = (ingress as Readonly<Record<string, unknown>>)[key];
    const isSet = typeof value === 'object' ? Object.keys(value ?? {}).length > 0 : Boolean(value);
    if (!isSet || types.includes(ingress.type)) return [];
    return [
      {
        path: [...PATH, key],
        problem: `it has no effect with openfaas.ingress.type: ${ingress.type}`,
        allowed: `${key} with type ${types.join(' or ')}`,
        fix: `set openfaas.ingress.type: ${types.join(' or ')}, or remove it`,
      },
    ];
  });

const hostIsGiven: SectionRule<OpenFaas> = ({ ingress: { type, host, gateway } }) => {
  if (type !== 'Standard' && type !== 'Gateway') return [];
  const missing = (problem: string, allowed: string, fix: string): Mistake[] => [
    { path: [...PATH, 'type'], problem, allowed, fix },
  ];
  if (!host && !gateway)
    return missing('the host is missing', `${type} with openfaas.ingress.host`, 'add openfaas.ingress.host');
  return type === 'Gateway' && !gateway
    ? missing(
        'no Gateway is named',
        'Gateway with openfaas.ingress.gateway',
        'add openfaas.ingress.gateway: { parentRefs: [{ name: <Gateway>, namespace: <its namespace> }] }, or { className: <GatewayClass> }',
      )
    : [];
};

/** The user of the gateway and the password are in each request of faas-cli. */
const passwordsAreEncrypted: SectionRule<OpenFaas> = ({ ingress }) => {
  const { type, host = 'the host', tlsSecret, tlsTerminatedUpstream } = ingress;
  if (type !== 'Standard') return [];
  if (tlsSecret && tlsTerminatedUpstream)
    return [
      {
        path: [...PATH, 'tlsTerminatedUpstream'],
        problem: 'with tlsSecret, TLS ends at the Ingress',
        allowed: 'true without openfaas.ingress.tlsSecret',
        fix: 'remove it or, where a load balancer has the certificate, remove openfaas.ingress.tlsSecret',
      },
    ];
  if (tlsSecret || tlsTerminatedUpstream) return [];
  return [
    {
      path: [...PATH, 'type'],
      problem: `passwords for ${host} would be sent in clear text`,
      allowed: 'Standard with tlsSecret, or with tlsTerminatedUpstream: true',
      fix: 'add openfaas.ingress.tlsSecret: <Secret>, or tlsTerminatedUpstream: true where a load balancer has the certificate',
    },
  ];
};

const ingressWaits: SectionRule<OpenFaas> = ({ ingress, gateway }) => {
  const { connection } = timeoutsOf(gateway);
  if (ingress.type !== 'Standard') return [];
  return shortTimeouts(ingress.annotations, connection, ingress.className).map(({ annotation, value }) => ({
    path: [...PATH, 'annotations', annotation],
    problem: `'${value}' is less than the ${connection} s that the gateway takes for an answer`,
    allowed: `${connection} s or more`,
    fix: 'remove it: the platform sets it, or lower openfaas.gateway.timeoutSeconds',
  }));
};

const routesAreRight: SectionRule<OpenFaas> = ({ namespace, ingress, gateway }) =>
  ingress.type === 'Gateway'
    ? programMistakes({
        path: PATH,
        section: ingress,
        ofIngress: [],
        namespace,
        least: { seconds: timeoutsOf(gateway).connection, reason: 'that the gateway of OpenFaaS takes for an answer' },
      })
    : [];

const nodePortIsFree: SectionRule<OpenFaas> = ({ ingress: { type, nodePort } }, { cluster, openwhisk }) => {
  if (type !== 'NodePort') return [];
  const [first = 0, last = 0] = cluster.nodePorts.split('-').map(Number);
  const path = [...PATH, 'nodePort'];
  if (nodePort < first || last < nodePort)
    return [
      {
        path,
        problem: `the API server refuses ${nodePort} as the port of the nodes`,
        allowed: `${cluster.nodePorts} (cluster.nodePorts)`,
        fix: `write a port from ${first} to ${last}, or write the range of your API server to cluster.nodePorts`,
      },
    ];
  return openwhisk.enabled && openwhisk.ingress.type === 'NodePort' && openwhisk.ingress.nodePort === nodePort
    ? [
        {
          path,
          problem: `${nodePort} is already the value of openwhisk.ingress.nodePort`,
          allowed: 'a port per Service',
          fix: 'write another port',
        },
      ]
    : [];
};

/** Rules about the way from outside the cluster to the gateway. */
export const INGRESS_RULES: readonly SectionRule<OpenFaas>[] = [
  keysFitType,
  hostIsGiven,
  passwordsAreEncrypted,
  ingressWaits,
  routesAreRight,
  nodePortIsFree,
];
