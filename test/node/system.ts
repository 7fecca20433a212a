import type { Manifest } from '../cluster/wire-types';
import { CONTROL_PLANE } from './machine';

/** Address of the Service of the name server. */
export const CLUSTER_DNS = '10.96.0.10';

/** Images that the nodes themselves need; the platform's own are in lib/catalogue. */
export const PAUSE_IMAGE = 'registry.k8s.io/pause:3.10';
export const COREDNS_IMAGE = 'registry.k8s.io/coredns/coredns:v1.12.4';
export const KUBE_PROXY_IMAGE = 'registry.k8s.io/kube-proxy:v1.36.1';
export const POLICIES_IMAGE = 'registry.k8s.io/networking/kube-network-policies:v0.8.0';

const NAMESPACE = 'kube-system';
const named = (name: string) => ({ name, namespace: NAMESPACE, labels: { 'k8s-app': name } });

const COREFILE = `.:53 {
    errors
    health :8080
    ready :8181
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        ttl 5
    }
    prometheus :9153
}
`;

function account(name: string, rules: readonly object[]): Manifest[] {
  const role = `system:${name}`;
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: NAMESPACE } },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: role }, rules },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: role },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
      subjects: [{ kind: 'ServiceAccount', name, namespace: NAMESPACE }],
    },
  ] as Manifest[];
}

const READ = ['get', 'list', 'watch'];

/** A program that runs on every node, in the node's network, with all rights on it. */
function onEveryNode(
  name: string,
  image: string,
  args: readonly string[],
  mounts: Readonly<Record<string, string>>,
): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: named(name),
    spec: {
      selector: { matchLabels: { 'k8s-app': name } },
      template: {
        metadata: { labels: { 'k8s-app': name } },
        spec: {
          hostNetwork: true,
          priorityClassName: 'system-node-critical',
          serviceAccountName: name,
          tolerations: [{ operator: 'Exists' }],
          containers: [
            {
              name,
              image,
              args,
              env: [
                { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
                // Before the Service of the API server works on this node.
                { name: 'KUBERNETES_SERVICE_HOST', value: CONTROL_PLANE },
                { name: 'KUBERNETES_SERVICE_PORT', value: '$(API_PORT)' },
              ],
              securityContext: { privileged: true },
              volumeMounts: Object.keys(mounts).map((path) => ({
                name: path.replaceAll('/', '-').slice(1),
                mountPath: path,
              })),
            },
          ],
          volumes: Object.entries(mounts).map(([path, source]) => ({
            name: path.replaceAll('/', '-').slice(1),
            hostPath: { path: source },
          })),
        },
      },
    },
  };
}

/** What a node needs from the cluster: names, Services, and the enforcement of NetworkPolicies. */
export function systemObjects(apiPort: number): Manifest[] {
  const objects = [
    ...account('coredns', [
      { apiGroups: [''], resources: ['services', 'pods', 'namespaces'], verbs: READ },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
    ]),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: named('coredns'), data: { Corefile: COREFILE } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...named('kube-dns') },
      spec: {
        clusterIP: CLUSTER_DNS,
        selector: { 'k8s-app': 'kube-dns' },
        ports: [
          { name: 'dns', port: 53, protocol: 'UDP' },
          { name: 'dns-tcp', port: 53, protocol: 'TCP' },
          { name: 'metrics', port: 9153, protocol: 'TCP' },
        ],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: named('coredns'),
      spec: {
        selector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        template: {
          metadata: { labels: { 'k8s-app': 'kube-dns' } },
          spec: {
            priorityClassName: 'system-cluster-critical',
            serviceAccountName: 'coredns',
            dnsPolicy: 'Default',
            tolerations: [{ operator: 'Exists' }],
            containers: [
              {
                name: 'coredns',
                image: COREDNS_IMAGE,
                args: ['-conf', '/etc/coredns/Corefile'],
                readinessProbe: { httpGet: { path: '/ready', port: 8181 }, periodSeconds: 2 },
                volumeMounts: [{ name: 'config', mountPath: '/etc/coredns' }],
              },
            ],
            volumes: [{ name: 'config', configMap: { name: 'coredns' } }],
          },
        },
      },
    },
    ...account('kube-proxy', [
      { apiGroups: [''], resources: ['services', 'nodes'], verbs: READ },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
      { apiGroups: ['networking.k8s.io'], resources: ['servicecidrs'], verbs: READ },
      { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
    ]),
    onEveryNode(
      'kube-proxy',
      KUBE_PROXY_IMAGE,
      [
        '--hostname-override=$(NODE_NAME)',
        '--proxy-mode=nftables',
        '--conntrack-max-per-core=0',
        '--conntrack-min=0',
        '--cluster-cidr=10.244.0.0/16',
      ],
      {},
    ),
    ...account('kube-network-policies', [
      { apiGroups: [''], resources: ['pods', 'namespaces', 'nodes'], verbs: READ },
      { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: READ },
    ]),
    onEveryNode(
      'kube-network-policies',
      POLICIES_IMAGE,
      ['--hostname-override=$(NODE_NAME)', '--nfqueue-id=98', '--v=2'],
      {
        '/var/run/nri': '/run/nri',
      },
    ),
  ];
  return JSON.parse(JSON.stringify(objects).replaceAll('$(API_PORT)', String(apiPort))) as Manifest[];
}
