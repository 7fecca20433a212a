import { podOwners, matches, type ContainerManifest } from '../../../lib/checks/read/manifests';
import type { Manifests } from '../../support/platform';
import { PLATFORMS } from './platforms';

type Env = Readonly<Record<string, string>>;

/** Ports that a program listens on beyond its own pod, from its environment, its arguments and its configuration files. */
type Listens = (env: Env, args: string, files: string) => number[];

const at = (name: string) => (env: Env) => [Number(env[name])];
const listenAddress: Listens = (_, args) => numbers(args, /--web\.listen-address=:(\d+)/g);
const NGINX: Listens = (_, __, files) => numbers(files, /^\s*listen (?:\[::\]:)?(\d+)/gm);

/** Ports of an actor system; its management answers with the bootstrap of a cluster only (OpenWhisk, *.scala, `useClusterBootstrap`). */
const actorSystem: Listens = (env) => [
  ...numbersOf(env, /_remote_artery_canonical_port$/),
  ...(env['CONFIG_whisk_cluster_useClusterBootstrap'] === 'true' ? numbersOf(env, /_management_http_port$/) : []),
];

/** By container, with the sources of what is no setting. */
const LISTENS: Readonly<Record<string, Listens>> = {
  controller: (env, ...rest) => [...at('PORT')(env), ...actorSystem(env, ...rest)],
  invoker: at('PORT'),
  scheduler: (env, ...rest) => [
    ...at('PORT')(env),
    ...at('WHISK_SCHEDULER_ENDPOINTS_RPCPORT')(env),
    ...actorSystem(env, ...rest),
  ],
  // ef725a6 and 1fae641, user-events/src/main/resources/reference.conf, whisk.user-events.port.
  'user-events': () => [9095],
  nginx: NGINX,
  'activation-gateway': NGINX,
  // openwhisk-apigateway 1.0.0, conf.d: managed_endpoints.conf and management_apis.conf; 80 (default.conf) is not used.
  apigateway: () => [8080, 9000],
  alarmprovider: at('PORT'),
  kafkaprovider: at('PORT'),
  zookeeper: (_, __, files) => [...numbers(files, /^clientPort=(\d+)/gm), ...numbers(files, /:(\d+)/g)],
  kafka: (_, __, files) => numbers(files, /^listeners=\w+:\/\/:(\d+)/gm),
  // CouchDB 3.4.3, default.ini, chttpd.port; the distribution between nodes (4369, 9100) stays within the pod of a single node.
  couchdb: (_, __, files) => [5984, ...numbers(files, /^port = (\d+)/gm)],
  redis: () => [6379],
  etcd: (_, args) => numbers(args, /--listen-(?:client|peer)-urls=http:\/\/0\.0\.0\.0:(\d+)/g),
  'nginx-exporter': listenAddress,
  'redis-exporter': listenAddress,
  'kafka-exporter': listenAddress,
  'elasticsearch-exporter': listenAddress,
  elasticsearch: (_, __, files) => numbers(files, /port: (\d+)/g),
};

function numbers(text: string, pattern: RegExp): number[] {
  return [...new Set([...text.matchAll(pattern)].map(([, port]) => Number(port)))];
}

function numbersOf(env: Env, name: RegExp): number[] {
  return Object.entries(env).flatMap(([variable, value]) => (name.test(variable) ? [Number(value)] : []));
}

function listens(manifests: Manifests, { name, env = [], ...container }: ContainerManifest, owner: string): number[] {
  const values = Object.fromEntries(env.map((variable) => [variable.name, variable.value ?? '']));
  const { args = [] } = container as { args?: string[] };
  const files = manifests.all.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === owner);
  const text = Object.values((files?.['data'] ?? {}) as Record<string, string>).join('\n');
  return LISTENS[name]?.(values, args.join('\n'), text) ?? [];
}

describe.each(PLATFORMS)('with $generation, $mode', ({ manifests }) => {
  const owners = podOwners(manifests.synthesis).filter(
    ({ pod }) => pod.metadata.labels['app.kubernetes.io/part-of'] === 'openwhisk',
  );

  test('a program listens on each port of its container, and on no other port that others may reach', () => {
    for (const { object, pod } of owners) {
      for (const container of pod.spec.containers) {
        const declared = (container.ports ?? []).map(({ containerPort }) => containerPort);
        const expected = listens(manifests, container, object.manifest.metadata.name);
        expect({ [container.name]: declared.sort() }).toEqual({ [container.name]: expected.sort() });
      }
    }
  });

  test('every port that a policy opens is a port of its pods', () => {
    for (const { metadata, spec } of manifests.kind('NetworkPolicy') as unknown as Policy[]) {
      const opened = (spec.ingress ?? []).flatMap(({ ports = [] }) => ports.map(({ port }) => port));
      const pods = owners.filter(({ pod }) => matches(spec.podSelector.matchLabels ?? {}, pod.metadata.labels));
      if (opened.length === 0 || pods.length === 0) continue;
      const declared = pods.flatMap(({ pod }) =>
        pod.spec.containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort)),
      );
      expect({ policy: metadata.name, opened }).toEqual({
        policy: metadata.name,
        opened: opened.filter((port) => declared.includes(port)),
      });
    }
  });
});

interface Policy {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly podSelector: { readonly matchLabels?: Record<string, string> };
    readonly ingress?: readonly { readonly ports?: readonly { readonly port: number }[] }[];
  };
}
