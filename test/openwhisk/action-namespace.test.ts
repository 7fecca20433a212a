import { runChecks } from '../../lib/checks/all';
import { Manifests } from '../support/platform';

interface Peer {
  readonly podSelector?: { readonly matchLabels: Record<string, string> };
  readonly namespaceSelector?: { readonly matchLabels: Record<string, string> };
  readonly ipBlock?: object;
}
interface Policy {
  readonly spec: {
    readonly ingress: { readonly from?: Peer[]; readonly ports?: { readonly port: number }[] }[];
    readonly egress: { readonly to?: Peer[]; readonly ports?: { readonly port: number }[] }[];
  };
}

const standard = Manifests.of('profile: standard');

/** Objects of a namespace, as `kind/name`. */
function objectsIn(namespace: string, manifests: Manifests): string[] {
  return manifests.all
    .filter(({ metadata }) => metadata.namespace === namespace)
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
    .sort();
}

function specOf<T>(kind: string, namespace: string, name: string, manifests = standard): T {
  const found = manifests.kind(kind).find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  if (!found) throw new Error(`there is no ${kind} ${namespace}/${name}`);
  return (found as unknown as { readonly spec: T }).spec;
}

const policy = (namespace: string, name: string, manifests = standard): Policy['spec'] =>
  specOf<Policy['spec']>('NetworkPolicy', namespace, name, manifests);

/** Peers as `namespace:component`; the namespace is empty where the policy is in the same. */
const peers = (list: readonly Peer[] | undefined): string[] =>
  (list ?? []).flatMap(({ podSelector, namespaceSelector, ipBlock }) =>
    ipBlock
      ? []
      : [
          [
            namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] ?? '',
            podSelector?.matchLabels['app.kubernetes.io/component'] ?? 'actions',
          ].join(':'),
        ],
  );

describe('the namespace of action pods', () => {
  test('has nothing but limits, policies and the Role of the invoker', () => {
    expect(objectsIn('openwhisk-actions', standard)).toEqual([
      'LimitRange/owdev-actions',
      'NetworkPolicy/owdev-actions',
      'NetworkPolicy/owdev-default-deny',
      'Role/openwhisk-owdev-invoker',
      'RoleBinding/openwhisk-owdev-invoker',
    ]);
  });

  test('is the only namespace where a Role may create pods', () => {
    for (const manifests of [standard, Manifests.of('profile: lean')]) {
      const roles = manifests.kind('Role').filter((role) => /"pods"[^}]*"create"/.test(JSON.stringify(role['rules'])));
      expect(roles.map(({ metadata }) => metadata.namespace)).toEqual(['openwhisk-actions']);
    }
    const [binding] = standard.kind('RoleBinding').filter(({ metadata }) => metadata.namespace === 'openwhisk-actions');
    expect(binding?.['subjects']).toEqual([{ kind: 'ServiceAccount', name: 'owdev-invoker', namespace: 'openwhisk' }]);
  });

  test('is what the invoker, or the lean controller, creates pods in', () => {
    const KEY = 'CONFIG_whisk_kubernetes_actionNamespace';
    expect(standard.env('invoker')[KEY]).toBe('openwhisk-actions');
    expect(Manifests.of('profile: lean\nnamespace: faas').env('controller')[KEY]).toBe('faas-actions');
    expect(Manifests.of('openwhisk: { actions: { namespace: runners } }').env('invoker')[KEY]).toBe('runners');
  });

  test('admits the invoker from the namespace of the platform, which admits the pods at the same endpoints', () => {
    const actions = policy('openwhisk-actions', 'owdev-actions');
    expect(actions.ingress.map(({ from }) => peers(from))).toEqual([['openwhisk:invoker']]);
    const [, ...besidesDns] = actions.egress;
    expect(besidesDns.flatMap(({ to }) => peers(to))).toEqual([
      'openwhisk:nginx',
      'openwhisk:nginx',
      'openwhisk:couchdb',
    ]);
    for (const server of ['owdev-nginx', 'owdev-couchdb']) {
      expect(policy('openwhisk', server).ingress.flatMap(({ from }) => peers(from))).toContain(
        'openwhisk-actions:actions',
      );
    }
    expect(policy('openwhisk', 'owdev-invoker').egress.flatMap(({ to }) => peers(to))).toContain(
      'openwhisk-actions:actions',
    );
  });

  test('gives containers without limits the values of the platform file, and has a quota where the file has one', () => {
    expect(specOf('LimitRange', 'openwhisk-actions', 'owdev-actions')).toEqual({
      limits: [
        {
          type: 'Container',
          default: { cpu: '1', memory: '256Mi', 'ephemeral-storage': '1Gi' },
          defaultRequest: { cpu: '10m', 'ephemeral-storage': '64Mi' },
        },
      ],
    });
    const limited = Manifests.of(
      'openwhisk: { actions: { quota: { pods: 9, cpu: "8", memory: 20Gi, ephemeralStorage: 1Ti } } }',
    );
    expect(specOf('ResourceQuota', 'openwhisk-actions', 'owdev-actions', limited)).toEqual({
      hard: { pods: '9', 'limits.cpu': '8', 'limits.memory': '20Gi', 'limits.ephemeral-storage': '1Ti' },
    });
  });

  test('equals the namespace of the platform where the file has it, with the Role and the policies', () => {
    const shared = Manifests.of('openwhisk: { actions: { namespace: openwhisk } }');
    expect(shared.names('Namespace')).not.toContain('openwhisk-actions');
    expect(shared.env('invoker')['CONFIG_whisk_kubernetes_actionNamespace']).toBeUndefined();
    expect(objectsIn('openwhisk', shared)).toEqual(
      expect.arrayContaining(['NetworkPolicy/owdev-actions', 'Role/owdev-invoker']),
    );
    expect(shared.kind('LimitRange')).toEqual([]);
    expect(runChecks(shared.synthesis)).toEqual([]);
  });

  test('does not exist with the Docker container factory', () => {
    const docker = Manifests.of('openwhisk: { invoker: { containerFactory: docker } }');
    expect(docker.names('Namespace').filter((name) => name.includes('actions'))).toEqual([]);
  });

  test('is where the log collector finds the end of an activation', () => {
    const logged = Manifests.of('logging: { enabled: true }\nopenwhisk: { actions: { namespace: runners } }');
    const conf = logged.config('fluentd')['openwhisk.conf'] ?? '';
    expect(conf).toContain('kubernetes.var.log.containers.*_runners_user-action-*.log');
    expect(conf).toContain('kubernetes.var.log.containers.*_openwhisk_nginx-*.log');
  });
});
