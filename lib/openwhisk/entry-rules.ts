import { isIP } from 'node:net';
import { gatewayMistakes } from '../gateway/mistakes';
import { shortTimeouts } from '../kube/ingress-controllers';
import type { ConfigPath } from '../platform/mistake';
import type { OpenWhisk } from '../platform/model';
import type { Rule } from '../platform/rule';
import { apiHostOf } from './api-host';
import { timeoutsOf } from './timeouts';

const INGRESS: ConfigPath = ['openwhisk', 'ingress'];
const HOST: ConfigPath = [...INGRESS, 'apiHost', 'name'];

const isLoopback = (host: string): boolean => /^(localhost|127\..*|::1|0\.0\.0\.0|::)$/i.test(host);

/** A loopback address is the client's own machine, where only a port of the node may be forwarded to. */
const hostIsReachable: Rule = ({ openwhisk: { ingress } }) => {
  const { type, apiHost, useInternally } = ingress;
  if (type === 'None' || !isLoopback(apiHost.name)) return [];
  const outside = type === 'LoadBalancer' || type === 'Standard' || type === 'Gateway';
  if (!outside && !useInternally) return [];
  const [key, value] = outside ? ['type', type] : ['useInternally', 'true'];
  return [
    {
      path: [...INGRESS, key],
      problem: `${value} is not possible with openwhisk.ingress.apiHost.name: ${apiHost.name}, the machine of the client itself`,
      allowed: 'a host name or address that clients reach',
      fix: `set openwhisk.ingress.apiHost.name to ${REACHABLE[type]}`,
    },
  ];
};

/** Hosts that clients reach. */
const REACHABLE: Readonly<Record<Exclude<OpenWhisk['ingress']['type'], 'None'>, string>> = {
  NodePort: 'the address of a node',
  LoadBalancer: 'the DNS name or address of the load balancer',
  Standard: 'the DNS name of the Ingress',
  Gateway: 'the DNS name of the Gateway',
};

/** Longest host that leaves room for `*.` in front (Kubernetes, `IngressRule.host`: 253 characters). */
const LONGEST_HOST = 251;

/** Objects that have the API host as a host name. */
const NAMED_BY_HOST = { Standard: 'an Ingress', Gateway: 'a route' } as const;

/** The host of an Ingress or a route is a DNS name in lower case (Kubernetes, `IngressRule.host`; Gateway API, `Hostname`). */
const ingressHasDnsName: Rule = ({ openwhisk: { ingress } }) => {
  const { name } = ingress.apiHost;
  const { type } = ingress;
  if (type !== 'Standard' && type !== 'Gateway') return [];
  if (name.length > LONGEST_HOST) {
    const problem = `it has ${name.length} characters, and vanity hosts are subdomains of it`;
    const allowed = `at most ${LONGEST_HOST} characters`;
    return [{ path: HOST, problem, allowed, fix: 'write a shorter name' }];
  }
  if (isIP(name) === 0 && name === name.toLowerCase()) return [];
  return [
    {
      path: HOST,
      problem: `'${name}' cannot be the host of ${NAMED_BY_HOST[type]}`,
      allowed: 'a DNS name in lower case',
      fix: `write ${REACHABLE[type]}, or set another openwhisk.ingress.type`,
    },
  ];
};

const protocolFitsPort: Rule = ({ openwhisk: { ingress } }) => {
  const { type, nodePort, tls } = ingress;
  const { protocol, port } = apiHostOf(ingress);
  const path = [...INGRESS, 'apiHost', ingress.apiHost.port === undefined ? 'protocol' : 'port'];
  const usual = { http: 80, https: 443 }[protocol];
  if (type === 'None') return [];
  if (type === 'NodePort') {
    if (protocol === 'https' || port !== nodePort || tls.terminatedUpstream) return [];
    return [
      {
        path,
        problem: `the port ${nodePort} of the nodes serves TLS, and clients use http`,
        allowed: 'https, or http with openwhisk.ingress.tls.terminatedUpstream: true',
        fix: 'set openwhisk.ingress.apiHost.protocol: https',
      },
    ];
  }
  const wrong = type === 'LoadBalancer' ? port !== usual : port === { http: 443, https: 80 }[protocol];
  if (!wrong) return [];
  const opened = { LoadBalancer: 'the load balancer', Standard: 'the Ingress', Gateway: 'the Gateway' }[type];
  return [
    {
      path,
      problem: `${opened} does not serve ${protocol} at port ${port}`,
      allowed: `${usual} for ${protocol}`,
      fix: `write ${usual}, or remove it to take the port of ${protocol}`,
    },
  ];
};

/** With network policies, actions reach only known addresses. */
const internalUseIsPossible: Rule = ({ networkPolicies, openwhisk }) => {
  const { ingress, actions, invoker } = openwhisk;
  if (!ingress.useInternally) return [];
  const path = [...INGRESS, 'useInternally'];
  const fix = 'write false: actions and jobs then use the Service of nginx';
  if (ingress.type === 'None') {
    const problem = 'true is not possible with openwhisk.ingress.type: None, which has no external API host';
    return [{ path, problem, allowed: 'false', fix }];
  }
  const isolated = networkPolicies && actions.isolated && !actions.egress && invoker.containerFactory === 'kubernetes';
  if ((ingress.type !== 'Standard' && ingress.type !== 'Gateway') || !isolated) return [];
  const proxy = ingress.type === 'Standard' ? 'the Ingress controller' : 'the Gateway';
  return [
    {
      path,
      problem: `true is not possible with openwhisk.ingress.type: ${ingress.type}: policies do not admit actions to ${proxy}`,
      allowed: `false, or true with the addresses of ${proxy} in openwhisk.actions.egress`,
      fix,
    },
  ];
};

/** The alarm provider speaks TLS only (openwhisk-package-alarms 2.3.0, provider/lib/utils.js). */
const alarmsReachTls: Rule = ({ openwhisk: { ingress, providers } }) => {
  const { type, tls, apiHost } = ingress;
  const outside = (type === 'NodePort' || type === 'LoadBalancer') && tls.terminatedUpstream;
  if (!outside || !providers.alarm.enabled || apiHost.protocol === 'https') return [];
  return [
    {
      path: [...INGRESS, 'apiHost', 'protocol'],
      problem:
        'http is not possible with alarms and openwhisk.ingress.tls.terminatedUpstream: the alarm provider fires triggers over TLS only',
      allowed: 'https, or http with openwhisk.providers.alarm.enabled: false',
      fix: 'write https',
    },
  ];
};

/** Each part of the way to a blocking invocation waits longer than the part behind it. */
const timeoutsInOrder: Rule = ({ openwhisk }) => {
  const { idle, nginxRead } = timeoutsOf(openwhisk);
  const { type, annotations, className } = openwhisk.ingress;
  const short = type === 'Standard' ? shortTimeouts(annotations, nginxRead, className) : [];
  return [
    ...(nginxRead >= idle
      ? []
      : [
          {
            path: ['openwhisk', 'nginx', 'readTimeoutSeconds'],
            problem: `${nginxRead} is less than the ${idle} s that controllers keep a connection of a blocking invocation`,
            allowed: `at least ${idle}, 10 more than openwhisk.controller.blockingWaitSeconds`,
            fix: `write ${idle} or more, or lower openwhisk.controller.blockingWaitSeconds`,
          },
        ]),
    ...short.map(({ annotation, value }) => ({
      path: [...INGRESS, 'annotations', annotation],
      problem: `'${value}' is less than the ${nginxRead} s that nginx waits for an answer`,
      allowed: `at least ${nginxRead}`,
      fix: 'remove it: the platform derives it from openwhisk.controller.blockingWaitSeconds',
    })),
  ];
};

/** Deadline of a response in seconds, which no annotation of an Ingress changes (GKE, "BackendConfig", `timeoutSec`). */
const GCE_DEADLINE = 30;

const classWaits: Rule = ({ openwhisk }) => {
  const { type, className = '' } = openwhisk.ingress;
  if (type !== 'Standard' || !/^gce(-internal)?$/.test(className)) return [];
  return [
    {
      path: [...INGRESS, 'className'],
      problem: `${className} ends every request after ${GCE_DEADLINE} s, and a blocking invocation may take ${openwhisk.controller.blockingWaitSeconds}`,
      allowed: 'another class, or another type',
      fix: 'write type: LoadBalancer, or type: Gateway (docs/gateway.md)',
    },
  ];
};

const gatewayIsUsable: Rule = ({ namespace, openwhisk }) => {
  const { type, gateway, apiHost } = openwhisk.ingress;
  if (type !== 'Gateway') return [];
  return gatewayMistakes({
    path: [...INGRESS, 'gateway'],
    requiredBy: [...INGRESS, 'type'],
    gateway,
    namespace,
    protocol: apiHost.protocol,
    least: { seconds: timeoutsOf(openwhisk).nginxRead, reason: 'that nginx waits for an answer' },
  });
};

const nodePortIsServed: Rule = ({ cluster, openwhisk: { ingress } }) => {
  const [first = 0, last = 0] = cluster.nodePorts.split('-').map(Number);
  const { type, nodePort } = ingress;
  if (type !== 'NodePort' || (first <= nodePort && nodePort <= last)) return [];
  return [
    {
      path: [...INGRESS, 'nodePort'],
      problem: `the API server refuses ${nodePort} as the port of the nodes`,
      allowed: `${cluster.nodePorts} (cluster.nodePorts)`,
      fix: `write a port from ${first} to ${last}, or write the range of your API server to cluster.nodePorts`,
    },
  ];
};

/**
 * Two images serve IPv4 only: the API gateway, which writes addresses of DNS servers without brackets besides (openwhisk-apigateway
 * 1.0.0, conf.d/managed_endpoints.conf and init.sh), and the Kafka provider (openwhisk-package-kafka, provider/app.py).
 */
const podsServeIpv4: Rule = ({ cluster: { ipFamilies } }) =>
  ipFamilies[0] === 'IPv4'
    ? []
    : [
        {
          path: ['cluster', 'ipFamilies', 0],
          problem: 'IPv6 cannot be the first: the API gateway of OpenWhisk listens and resolves names for IPv4 only',
          allowed: '[IPv4], or [IPv4, IPv6] for a dual-stack cluster',
          fix: 'create the cluster with IPv4 as its first family, or remove ipFamilies if it has IPv4 only',
        },
      ];

/** Rules between the entry point and its clients. */
export const ENTRY_RULES: readonly Rule[] = [
  hostIsReachable,
  ingressHasDnsName,
  protocolFitsPort,
  internalUseIsPossible,
  alarmsReachTls,
  timeoutsInOrder,
  classWaits,
  gatewayIsUsable,
  nodePortIsServed,
  podsServeIpv4,
];
