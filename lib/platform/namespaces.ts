import type { ConfigPath, Mistake } from './mistake';
import type { Platform } from './model';
import type { Rule } from './rule';

/** The parts of a platform that have a namespace of their own. */
export type PlatformPart =
  | 'openwhisk'
  | 'actions'
  | 'monitoring'
  | 'nodeExporter'
  | 'logging'
  | 'fluentd'
  | 'autoscaling'
  | 'demonstration'
  | 'openfaas'
  | 'functions'
  | 'mysql'
  | 'tracing'
  | 'traceAgents';

/** The namespace of one part. */
interface PartNamespace {
  readonly namespace: string;
  /** Path of the property that names it. */
  readonly path: ConfigPath;
  /** Path of the property whose value the default name begins with. @default - the default is fixed */
  readonly extends?: ConfigPath;
  /** Whether the platform deploys the part. */
  readonly deployed: boolean;
}

/** The namespace of each part. Of two parts in one namespace, the later in this order has to move. */
export function namespacesOf(platform: Platform): Readonly<Record<PlatformPart, PartNamespace>> {
  const { namespace, openwhisk, monitoring, logging, autoscaling, openfaas, mysql, tracing } = platform;
  const { demonstration } = autoscaling;
  return {
    openwhisk: { namespace, path: ['namespace'], deployed: openwhisk.enabled },
    actions: {
      namespace: actionNamespaceOf(platform),
      path: ['openwhisk', 'actions', 'namespace'],
      extends: ['namespace'],
      deployed: hasActionNamespace(platform),
    },
    monitoring: {
      namespace: monitoring.namespace,
      path: ['monitoring', 'namespace'],
      deployed: monitoring.enabled,
    },
    nodeExporter: {
      namespace: monitoring.nodeExporter.namespace ?? `${monitoring.namespace}-nodes`,
      path: ['monitoring', 'nodeExporter', 'namespace'],
      extends: ['monitoring', 'namespace'],
      deployed: monitoring.enabled && monitoring.nodeExporter.enabled && !monitoring.prometheus.existing,
    },
    logging: { namespace: logging.namespace, path: ['logging', 'namespace'], deployed: logging.enabled },
    fluentd: {
      namespace: logging.fluentd.namespace ?? `${logging.namespace}-nodes`,
      path: ['logging', 'fluentd', 'namespace'],
      extends: ['logging', 'namespace'],
      deployed: logging.enabled,
    },
    autoscaling: {
      namespace: autoscaling.namespace,
      path: ['autoscaling', 'namespace'],
      deployed: autoscaling.resourceMetrics !== 'none',
    },
    demonstration: {
      namespace: demonstration.namespace,
      path: ['autoscaling', 'demonstration', 'namespace'],
      deployed: demonstration.enabled,
    },
    openfaas: { namespace: openfaas.namespace, path: ['openfaas', 'namespace'], deployed: openfaas.enabled },
    functions: {
      namespace: openfaas.functionNamespace,
      path: ['openfaas', 'functionNamespace'],
      deployed: openfaas.enabled,
    },
    mysql: { namespace: mysql.namespace, path: ['mysql', 'namespace'], deployed: mysql.enabled },
    tracing: { namespace: tracing.namespace, path: ['tracing', 'namespace'], deployed: tracing.enabled },
    traceAgents: {
      namespace: tracing.agent.namespace ?? `${tracing.namespace}-nodes`,
      path: ['tracing', 'agent', 'namespace'],
      extends: ['tracing', 'namespace'],
      deployed: tracing.enabled && tracing.agent.enabled,
    },
  };
}

/** Namespace of action pods: the namespace of OpenWhisk where actions do not run in pods, or share it. */
export function actionNamespaceOf({ namespace, openwhisk: { actions, invoker } }: Platform): string {
  return invoker.containerFactory === 'docker' ? namespace : (actions.namespace ?? `${namespace}-actions`);
}

/** Whether action pods have a namespace of their own. */
export function hasActionNamespace(platform: Platform): boolean {
  return platform.openwhisk.enabled && actionNamespaceOf(platform) !== platform.namespace;
}

/** Whether a namespace has action pods and nothing else. */
export function isActionNamespace(platform: Platform, name: string): boolean {
  return hasActionNamespace(platform) && actionNamespaceOf(platform) === name;
}

/** The namespaces of all parts that the platform deploys. */
export function deployedNamespaces(platform: Platform): string[] {
  return Object.values(namespacesOf(platform)).flatMap(({ namespace, deployed }) => (deployed ? [namespace] : []));
}

/**
 * A part must not share the namespace of a part before it.
 *
 * @param allowed - what the part needs instead, and why.
 */
export function sharedNamespace(platform: Platform, part: PlatformPart, allowed: string): Mistake[] {
  const parts = namespacesOf(platform);
  const { namespace, path } = parts[part];
  const names = Object.keys(parts) as PlatformPart[];
  const other = names
    .slice(0, names.indexOf(part))
    .find((before) => parts[before].deployed && parts[before].namespace === namespace);
  return other
    ? [
        {
          path,
          problem: `'${namespace}' is already the value of ${parts[other].path.join('.')}`,
          allowed,
          fix: 'leave it out, or write another name',
        },
      ]
    : [];
}

/** Longest name of a namespace (Kubernetes, "Object Names and IDs", "RFC 1123 Label Names"). */
const MAX_LENGTH = 63;

/** Default names that extend another name are not too long. */
export const defaultNamesFit: Rule = (platform) =>
  Object.values(namespacesOf(platform)).flatMap(({ deployed, namespace, path, extends: base }): Mistake[] => {
    if (!deployed || !base || namespace.length <= MAX_LENGTH) return [];
    const key = path.join('.');
    return [
      {
        path: base,
        problem: `'${namespace}', the default of ${key}, has ${namespace.length} characters`,
        allowed: `at most ${MAX_LENGTH}`,
        fix: `write a shorter name into ${key}`,
      },
    ];
  });

/** Namespace of the cluster DNS. */
export function dnsNamespaceOf({ cluster: { dnsService } }: Platform): string {
  return dnsService.slice(dnsService.indexOf('.') + 1);
}

/** No part is in the namespace of the cluster DNS: its network policies would cut the DNS off for the whole cluster. */
export const apartFromClusterDns: Rule = (platform) => {
  const { dnsService } = platform.cluster;
  const dnsNamespace = dnsNamespaceOf(platform);
  return Object.values(namespacesOf(platform))
    .filter(({ deployed, namespace }) => deployed && namespace === dnsNamespace)
    .map(({ namespace, path }) => ({
      path,
      problem: `'${namespace}' is the namespace of the cluster DNS (cluster.dnsService: ${dnsService}), which the network policies of the platform would cut off`,
      allowed: 'a namespace of its own',
      fix: 'leave it out, or write another name',
    }));
};
