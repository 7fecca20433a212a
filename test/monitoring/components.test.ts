import type { Manifest } from '../../lib/kube/synthesis';
import { Manifests } from '../support/platform';

const manifests = Manifests.of('monitoring: {enabled: true}');

const args = (workload: string): string[] => (manifests.container(workload)['args'] ?? []) as string[];

const spec = <T>(kind: string, name: string): T => manifests.get<{ spec: T }>(kind, name).spec;

interface RoleManifest extends Manifest {
  readonly rules: { apiGroups?: string[]; resources?: string[]; verbs: string[]; nonResourceURLs?: string[] }[];
}

describe('the operator', () => {
  test('watches only the namespaces of the platform', () => {
    expect(args('prometheus-operator')).toContain('--namespaces=monitoring,openwhisk,monitoring-nodes');
    expect(args('prometheus-operator')).toContain('--prometheus-instance-namespaces=monitoring');
    const more = Manifests.of('monitoring: {enabled: true, watchedNamespaces: [shop]}');
    expect(more.container('prometheus-operator')['args']).toContain(
      '--namespaces=monitoring,openwhisk,monitoring-nodes,shop',
    );
    expect(more.kind('Role').filter(({ metadata }) => metadata.namespace === 'shop')).toHaveLength(2);
  });

  test('may change nothing in kube-system, and neither may any other program', () => {
    const writes = (manifests.kind('Role') as RoleManifest[])
      .filter(({ metadata }) => metadata.namespace === 'kube-system')
      .flatMap(({ rules }) => rules.flatMap(({ verbs }) => verbs))
      .filter((verb) => !['get', 'list', 'watch'].includes(verb));
    expect(writes).toEqual([]);
    expect(args('prometheus-operator')).toContain('--kubelet-service=monitoring/kubelet');
    const kubelet = spec<{ namespaceSelector: object; selector: object }>('ServiceMonitor', 'kubelet');
    expect(kubelet).toMatchObject({
      namespaceSelector: { matchNames: ['monitoring'] },
      selector: { matchLabels: { 'app.kubernetes.io/name': 'kubelet' } },
    });
  });

  test('of the cluster keeps the Service of the kubelets in kube-system', () => {
    const existing = Manifests.of('monitoring: {enabled: true, operator: {enabled: false}}');
    expect(existing.get<{ spec: object }>('ServiceMonitor', 'kubelet').spec).toMatchObject({
      namespaceSelector: { matchNames: ['kube-system'] },
    });
  });

  test('may not read Secrets outside its own namespace', () => {
    const roles = [...manifests.kind('ClusterRole'), ...manifests.kind('Role')] as RoleManifest[];
    const readers = roles.filter(({ rules }) => rules.some(({ resources = [] }) => resources.includes('secrets')));
    expect(readers.filter(({ kind }) => kind === 'ClusterRole')).toEqual([]);
    const byNamespace = (namespace: string): object[] =>
      readers
        .filter(({ metadata }) => metadata.namespace === namespace && metadata.name.includes('prometheus-operator'))
        .flatMap(({ rules }) => rules.filter(({ resources = [] }) => resources.includes('secrets')));
    expect(new Set(readers.map(({ metadata }) => metadata.namespace))).toEqual(
      new Set(['monitoring', 'monitoring-nodes', 'openwhisk']),
    );
    expect(byNamespace('monitoring-nodes')).toEqual([
      { apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames: ['owdev-node-exporter-certificate'] },
    ]);
    expect(
      readers.filter(({ metadata }) => metadata.namespace === 'openwhisk').map(({ metadata }) => metadata.name),
    ).toEqual(['owdev-gen-secrets', 'owdev-gen-certs']);
  });

  test('R6: gets the Secrets and ConfigMaps of a watched namespace only where the platform file allows it', () => {
    const more = Manifests.of(
      'monitoring: {enabled: true, watchedNamespaces: [shop, {name: depot}, {name: store, secrets: true}]}',
    );
    const readable = (more.kind('Role') as RoleManifest[])
      .filter(({ metadata }) => ['shop', 'depot', 'store'].includes(metadata.namespace ?? ''))
      .flatMap(({ metadata, rules }) =>
        rules
          .filter(({ resources = [] }) => resources.some((kind) => ['secrets', 'configmaps'].includes(kind)))
          .map((rule) => ({ namespace: metadata.namespace, name: metadata.name, rule })),
      );
    expect(readable).toEqual([
      {
        namespace: 'store',
        name: 'monitoring-owdev-prometheus-operator',
        rule: { apiGroups: [''], resources: ['secrets', 'configmaps'], verbs: ['get'] },
      },
    ]);
  });

  test('changes only the Secrets, ConfigMaps and Services that it has created, and has rights on its own custom resources', () => {
    interface Rule {
      readonly resources: string[];
      readonly verbs: string[];
      readonly resourceNames?: string[];
    }
    const rulesOf = (yaml: string): Rule[] =>
      Manifests.of(yaml).get<{ rules: Rule[] }>('Role', 'prometheus-operator').rules;
    const changed = (rules: Rule[], resource: string): (string[] | undefined)[] =>
      rules
        .filter(({ resources, verbs }) => resources.includes(resource) && verbs.includes('update'))
        .map(({ resourceNames }) => resourceNames);
    const server = rulesOf('monitoring: {enabled: true}');
    for (const resource of ['secrets', 'configmaps', 'services', 'services/finalizers'])
      expect(changed(server, resource)).toEqual([expect.arrayContaining([expect.any(String)])]);
    expect(changed(server, 'secrets')[0]).toEqual(
      expect.arrayContaining([
        'prometheus-owdev-prometheus',
        'prometheus-owdev-prometheus-tls-assets-0',
        'alertmanager-owdev-alertmanager-generated',
      ]),
    );
    expect(changed(server, 'secrets')[0]).not.toContain('owdev-grafana');
    expect(changed(server, 'services')).toEqual([['prometheus-operated', 'alertmanager-operated', 'kubelet']]);
    const kinds = (rules: Rule[]): string[] =>
      rules
        .flatMap(({ resources }) => resources)
        .filter((kind) => /^(prometheuses|prometheusagents|thanosrulers|alertmanagers)$/.test(kind));
    expect(kinds(server)).toEqual(['prometheuses', 'alertmanagers']);
    const agent = rulesOf(
      'monitoring: {enabled: true, grafana: {enabled: false}, prometheus: {mode: agent, remoteWrite: [{url: "https://a.example.org"}]}}',
    );
    expect(kinds(agent)).toEqual(['prometheusagents']);
    expect(changed(agent, 'secrets')[0]).toContain('prom-agent-owdev-prometheus');
  });

  test('has no wildcard permissions', () => {
    const roles = [...manifests.kind('ClusterRole'), ...manifests.kind('Role')] as RoleManifest[];
    for (const { rules } of roles) for (const rule of rules) expect(JSON.stringify(rule)).not.toContain('"*"');
  });

  test('rejects broken rules over TLS, and blocks no apply while it is down', () => {
    const [webhook] = manifests.kind('ValidatingWebhookConfiguration') as (Manifest & {
      webhooks: { failurePolicy: string; sideEffects: string; clientConfig: { service: object; caBundle?: string } }[];
    })[];
    expect(webhook?.webhooks).toHaveLength(1);
    expect(webhook?.webhooks[0]).toMatchObject({
      failurePolicy: 'Ignore',
      sideEffects: 'None',
      clientConfig: { service: { name: 'owdev-prometheus-operator', namespace: 'monitoring', port: 10443 } },
    });
    expect(args('prometheus-operator')).toContain('--web.enable-tls=true');
  });

  test('uses the config reloader from the registry of the platform', () => {
    const mirrored = Manifests.of('images: {registry: mirror.example.org}\nmonitoring: {enabled: true}');
    expect(mirrored.container('prometheus-operator')['args']).toContain(
      '--prometheus-config-reloader=mirror.example.org/prometheus-operator/prometheus-config-reloader:v0.93.1',
    );
    const images = JSON.stringify(mirrored.all).match(/"image":"[^"]+"/g) ?? [];
    expect(images.filter((image) => !image.startsWith('"image":"mirror.example.org/'))).toEqual([]);
  });
});

describe('Prometheus', () => {
  interface PrometheusManifest {
    readonly replicas: number;
    readonly retention: string;
    readonly retentionSize: string;
    readonly scrapeClasses: { name: string; authorization: object; tlsConfig?: object }[];
    readonly [selector: string]: unknown;
  }
  const prometheus = spec<PrometheusManifest>('Prometheus', 'prometheus');

  test('has two replicas with a volume each, and a disruption budget that keeps one', () => {
    expect(prometheus.replicas).toBe(2);
    expect(prometheus['storage']).toEqual({
      volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '50Gi' } } },
      },
    });
    expect(spec<{ maxUnavailable: number }>('PodDisruptionBudget', 'prometheus').maxUnavailable).toBe(1);
  });

  test('drops the oldest samples before its volume is full', () => {
    expect(prometheus.retentionSize).toBe('43520MB');
  });

  test('selects every monitor and rule: no label is required', () => {
    for (const kind of ['serviceMonitor', 'podMonitor', 'probe', 'rule', 'scrapeConfig']) {
      expect(prometheus[`${kind}Selector`]).toEqual({});
      expect(prometheus[`${kind}NamespaceSelector`]).toEqual({});
    }
  });

  test('authenticates to targets through a scrape class; no monitor names a file', () => {
    expect(prometheus.scrapeClasses.map(({ name }) => name)).toEqual(['cluster', 'account']);
    expect(prometheus['arbitraryFSAccessThroughSMs']).toEqual({ deny: true });
    const monitors = JSON.stringify([...manifests.kind('ServiceMonitor'), ...manifests.kind('PodMonitor')]);
    expect(monitors).not.toMatch(/bearerTokenFile|caFile|certFile|keyFile|credentialsFile/);
  });

  test('discovers targets only in their namespaces', () => {
    const roles = (manifests.kind('Role') as RoleManifest[]).filter(({ metadata }) =>
      metadata.name.endsWith('owdev-prometheus'),
    );
    expect(roles.map(({ metadata }) => metadata.namespace).sort()).toEqual([
      'default',
      'kube-system',
      'monitoring',
      'monitoring-nodes',
      'openwhisk',
    ]);
    expect(manifests.get<RoleManifest>('ClusterRole', 'monitoring-owdev-prometheus').rules).toEqual([
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { nonResourceURLs: ['/metrics', '/metrics/slis'], verbs: ['get'] },
    ]);
  });

  test('R7: connects to every port of the pods in watched namespaces, and to no other namespace', () => {
    const foreign = (yaml: string): object[] =>
      Manifests.of(yaml)
        .get<{ spec: { egress: { to?: { podSelector?: object }[] }[] } }>('NetworkPolicy', 'prometheus')
        .spec.egress.slice(1)
        .filter(({ to = [] }) => to.some(({ podSelector }) => !podSelector));
    expect(foreign('monitoring: {enabled: true}')).toEqual([]);
    expect(foreign('monitoring: {enabled: true, watchedNamespaces: [shop]}')).toEqual([
      { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }] },
    ]);
  });

  test('sends samples to stores with credentials by reference', () => {
    const remote = Manifests.of(`
monitoring:
  enabled: true
  prometheus:
    externalLabels: {cluster: blue}
    remoteWrite:
      - {url: 'https://store.example.org:8443/push', basicAuthSecret: store, keep: ['up', 'openwhisk_.*']}
`);
    const written = remote.get<{ spec: Record<string, unknown> }>('Prometheus', 'prometheus').spec;
    expect(written['externalLabels']).toEqual({ cluster: 'blue' });
    expect(written['remoteWrite']).toEqual([
      {
        url: 'https://store.example.org:8443/push',
        basicAuth: { username: { name: 'store', key: 'username' }, password: { name: 'store', key: 'password' } },
        writeRelabelConfigs: [{ action: 'keep', sourceLabels: ['__name__'], regex: 'up|openwhisk_.*' }],
      },
    ]);
    const { egress } = remote.get<{ spec: { egress: object[] } }>('NetworkPolicy', 'prometheus').spec;
    expect(egress).toContainEqual({ ports: [{ port: 8443, protocol: 'TCP' }] });
  });
});

test('R5: samples keep to the size that the claim still has after size was raised', () => {
  const raised = (sizes: string): Record<string, unknown> =>
    Manifests.of(`monitoring: {enabled: true, prometheus: {${sizes}}}`).get<{ spec: Record<string, unknown> }>(
      'Prometheus',
      'prometheus',
    ).spec;
  expect(raised('size: 200Gi, claimSize: 50Gi')).toEqual({
    ...raised('size: 200Gi'),
    retentionSize: raised('size: 50Gi')['retentionSize'],
  });
});

test('names are UTF-8 by default, and ASCII with the legacy scheme', () => {
  const named = Manifests.of('monitoring: {enabled: true, prometheus: {nameValidationScheme: Legacy}}');
  expect(named.get<{ spec: object }>('Prometheus', 'prometheus').spec).toHaveProperty('nameValidationScheme', 'Legacy');
  expect(spec('Prometheus', 'prometheus')).not.toHaveProperty('nameValidationScheme');
});

test('R30: links in notifications lead to the external URLs, and both programs go on serving below /', () => {
  const open = Manifests.of(`
monitoring:
  enabled: true
  prometheus: {externalUrl: 'https://example.org/prometheus'}
  alertmanager: {externalUrl: 'https://alerts.example.org'}
`);
  const prometheus = open.get<{ spec: object }>('Prometheus', 'prometheus').spec;
  expect(prometheus).toHaveProperty('externalUrl', 'https://example.org/prometheus');
  expect(prometheus).not.toHaveProperty('routePrefix');
  expect(open.get<{ spec: object }>('Alertmanager', 'alertmanager').spec).toHaveProperty(
    'externalUrl',
    'https://alerts.example.org',
  );
});

describe('Alertmanager', () => {
  interface ConfigManifest {
    readonly receivers: { name: string }[];
    readonly route: { receiver: string; routes: { receiver: string; matchers: object[] }[] };
    readonly inhibitRules: object[];
  }

  test('has three replicas, which communicate over TCP and UDP', () => {
    expect(spec<{ replicas: number }>('Alertmanager', 'alertmanager').replicas).toBe(3);
    const { ingress } = spec<{ ingress: { ports: object[] }[] }>('NetworkPolicy', 'alertmanager');
    expect(ingress.flatMap(({ ports }) => ports)).toEqual(
      expect.arrayContaining([
        { port: 9094, protocol: 'TCP' },
        { port: 9094, protocol: 'UDP' },
      ]),
    );
  });

  test('opens no port for a cluster of one', () => {
    const one = Manifests.of('monitoring: {enabled: true, alertmanager: {replicas: 1}}');
    const { ingress, egress } = one.get<{ spec: Record<'ingress' | 'egress', { ports: { port: number }[] }[]> }>(
      'NetworkPolicy',
      'alertmanager',
    ).spec;
    const ports = [...ingress, ...egress].flatMap((rule) => rule.ports.map(({ port }) => port));
    expect(ports).toContain(9093);
    expect(ports).not.toContain(9094);
  });

  test('sends no notifications by default, as its receiver name states', () => {
    const config = spec<ConfigManifest>('AlertmanagerConfig', 'alertmanager');
    expect(config.receivers).toEqual([{ name: 'nobody' }]);
    expect(config.route.receiver).toBe('nobody');
    expect(config.inhibitRules).toHaveLength(3);
  });

  test('R12: requires STARTTLS by default, except on port 465, where the connection itself is TLS', () => {
    const mail = Manifests.of(`
monitoring:
  enabled: true
  alertmanager:
    receivers:
      - name: mail
        email:
          - {to: a@example.org, from: b@example.org, smarthost: 'smtp.example.org:587'}
          - {to: a@example.org, from: b@example.org, smarthost: 'smtp.example.org:465'}
          - {to: a@example.org, from: b@example.org, smarthost: 'relay.example.org:25', requireTLS: false}
    route: {receiver: mail}
`);
    const { receivers } = mail.get<{ spec: { receivers: { emailConfigs?: { requireTLS?: boolean }[] }[] } }>(
      'AlertmanagerConfig',
      'alertmanager',
    ).spec;
    expect(receivers.flatMap(({ emailConfigs = [] }) => emailConfigs.map(({ requireTLS }) => requireTLS))).toEqual([
      undefined,
      false,
      false,
    ]);
  });

  test('has routes, receivers and inhibitions, with secrets by reference', () => {
    const told = Manifests.of(`
monitoring:
  enabled: true
  alertmanager:
    receivers:
      - name: team
        slack: [{apiUrlSecret: {name: slack, key: url}, channel: '#alerts'}]
      - name: pager
        pagerduty: [{routingKeySecret: {name: pager, key: key}}]
      - name: mail
        email: [{to: a@example.org, from: b@example.org, smarthost: 'smtp.example.org:587', username: b, passwordSecret: {name: mail, key: password}}]
      - name: heartbeat
        webhooks: [{urlSecret: {name: heartbeat, key: url}}]
    route:
      receiver: team
      routes:
        - {receiver: heartbeat, matchers: ['alertname="Watchdog"'], repeatInterval: 1m}
        - {receiver: pager, matchers: ['severity="critical"'], continue: true}
        - {receiver: mail, matchers: ['severity=~"critical|warning"']}
    inhibitions: [{source: ['alertname="A"'], target: ['alertname="B"'], equal: [node]}]
`);
    const config = told.get<{ spec: ConfigManifest }>('AlertmanagerConfig', 'alertmanager').spec;
    expect(config.receivers).toEqual([
      { name: 'nobody' },
      {
        name: 'team',
        slackConfigs: [{ apiURL: { name: 'slack', key: 'url' }, channel: '#alerts', sendResolved: true }],
      },
      { name: 'pager', pagerdutyConfigs: [{ routingKey: { name: 'pager', key: 'key' }, sendResolved: true }] },
      {
        name: 'mail',
        emailConfigs: [
          {
            to: 'a@example.org',
            from: 'b@example.org',
            smarthost: 'smtp.example.org:587',
            authUsername: 'b',
            authPassword: { name: 'mail', key: 'password' },
            sendResolved: true,
          },
        ],
      },
      { name: 'heartbeat', webhookConfigs: [{ urlSecret: { name: 'heartbeat', key: 'url' }, sendResolved: true }] },
    ]);
    expect(config.route.routes.map(({ receiver }) => receiver)).toEqual(['heartbeat', 'pager', 'mail', 'nobody']);
    expect(config.inhibitRules).toContainEqual({
      sourceMatch: [{ name: 'alertname', value: 'A' }],
      targetMatch: [{ name: 'alertname', value: 'B' }],
      equal: ['node'],
    });
  });
});

describe('exporters', () => {
  test('the node exporter runs on every node, behind a proxy that authenticates clients', () => {
    const pod = manifests.get<{ spec: { template: { spec: Record<string, unknown> } } }>('DaemonSet', 'node-exporter')
      .spec.template.spec;
    expect(pod).toMatchObject({ hostNetwork: true, tolerations: [{ operator: 'Exists' }] });
    expect(pod).not.toHaveProperty('hostPID');
    type Containers = { name: string; args: string[]; volumeMounts?: object[] }[];
    const containers = pod['containers'] as Containers;
    const sidecars = pod['initContainers'] as Containers;
    expect(containers[0]?.args).toContain('--web.listen-address=127.0.0.1:9101');
    expect(containers[0]?.volumeMounts).toEqual([
      { name: 'sys', mountPath: '/host/sys', readOnly: true, mountPropagation: 'HostToContainer' },
      { name: 'root', mountPath: '/host/root', readOnly: true, mountPropagation: 'HostToContainer' },
    ]);
    expect(sidecars[0]?.args).toContain('--secure-listen-address=[$(POD_IP)]:9100');
    const monitor = spec<{ podMetricsEndpoints: { relabelings: object[] }[] }>('PodMonitor', 'node-exporter');
    expect(monitor.podMetricsEndpoints[0]?.relabelings).toContainEqual({
      sourceLabels: ['__meta_kubernetes_pod_node_name'],
      targetLabel: 'instance',
    });
  });

  test('kube-state-metrics lists only what it may; no Secrets', () => {
    const listed = args('kube-state-metrics')
      .find((arg) => arg.startsWith('--resources='))
      ?.slice('--resources='.length);
    const { rules } = manifests.get<RoleManifest>('ClusterRole', 'monitoring-owdev-kube-state-metrics');
    const allowed = rules.filter(({ verbs }) => verbs.includes('list')).flatMap(({ resources = [] }) => resources);
    expect(listed?.split(',')).toEqual([...allowed].sort());
    expect(allowed).not.toContain('secrets');
  });

  test('TLS targets are verified by the certificate of their namespace', () => {
    const secure = manifests.kind('PodMonitor').flatMap(({ metadata: { namespace }, spec }) => {
      const { podMetricsEndpoints } = spec as { podMetricsEndpoints: Record<string, unknown>[] };
      return podMetricsEndpoints.filter(({ scheme }) => scheme === 'https').map((end) => ({ ...end, namespace }));
    });
    expect(secure).toHaveLength(4);
    for (const { tlsConfig, namespace } of secure as unknown as { tlsConfig: object; namespace: string }[]) {
      const name = namespace === 'monitoring' ? 'owdev-serving-certificate' : 'owdev-node-exporter-certificate';
      expect(tlsConfig).toEqual({ ca: { secret: { name, key: 'tls.crt' } }, serverName: `${namespace}.svc` });
    }
    expect(new Set(secure.map(({ namespace }) => namespace))).toEqual(new Set(['monitoring', 'monitoring-nodes']));
  });

  test('certificates come from cert-manager or from a user-provided Secret if configured', () => {
    const managed = Manifests.of('monitoring: {enabled: true, tls: {certManager: {issuer: ca}}}');
    expect(managed.get<{ spec: object }>('Certificate', 'serving-certificate').spec).toMatchObject({
      dnsNames: ['monitoring.svc', '*.monitoring.svc'],
    });
    const [webhook] = managed.kind('ValidatingWebhookConfiguration');
    expect(webhook?.metadata.annotations).toEqual({
      'cert-manager.io/inject-ca-from': 'monitoring/owdev-serving-certificate',
    });
    const own = JSON.stringify(
      Manifests.of('monitoring: {enabled: true, tls: {existingSecret: mine}}').kind('PodMonitor'),
    );
    expect(own).toContain('"ca":{"secret":{"key":"ca.crt","name":"mine"}}');
  });
});

describe('the control plane', () => {
  const monitored = (platform: string): string[] =>
    Manifests.of(platform)
      .kind('ServiceMonitor')
      .map(({ metadata }) => metadata.name);

  test('on a managed cluster, unreachable components have no monitors, rules or boards', () => {
    expect(monitored('monitoring: {enabled: true}')).toEqual(['owdev-apiserver', 'owdev-kubelet', 'owdev-coredns']);
    const rules = JSON.stringify(manifests.kind('PrometheusRule'));
    expect(rules).not.toMatch(/KubeSchedulerDown|KubeControllerManagerDown|KubeProxyDown|etcdNoLeader/);
  });

  test('on a kubeadm cluster, the static pods and kube-proxy are monitored through additional Services', () => {
    const kubeadm = Manifests.of('cluster: {controlPlane: kubeadm}\nmonitoring: {enabled: true}');
    const names = ['kube-controller-manager', 'kube-scheduler', 'etcd', 'kube-proxy'];
    expect(kubeadm.kind('ServiceMonitor').map(({ metadata }) => metadata.name)).toEqual(
      expect.arrayContaining(names.map((name) => `owdev-${name}`)),
    );
    for (const name of names) {
      expect(kubeadm.get<{ spec: object }>('Service', name)).toMatchObject({
        metadata: { namespace: 'kube-system' },
        spec: { clusterIP: 'None' },
      });
    }
    expect(JSON.stringify(kubeadm.kind('PrometheusRule'))).toContain('KubeSchedulerDown');
  });

  test("the kubelets' certificates are verified where the cluster signs them", () => {
    const monitor = (platform: string): string =>
      JSON.stringify(Manifests.of(platform).get<object>('ServiceMonitor', 'kubelet'));
    expect(monitor('monitoring: {enabled: true}')).toContain(
      '"faas-stack/insecure":"it signs its serving certificate itself"',
    );
    const verified = monitor('cluster: {kubeletCertificates: cluster}\nmonitoring: {enabled: true}');
    expect(verified).not.toContain('insecure');
    expect(verified).toContain('"scrapeClass":"cluster"');
  });
});

describe('Grafana', () => {
  test('47: finds Prometheus at its Service', () => {
    expect(manifests.config('grafana-datasources')['platform.yaml']).toContain(
      'url: http://owdev-prometheus.monitoring.svc.cluster.local:9090',
    );
    const { ports } = spec<{ ports: { port: number }[] }>('Service', 'prometheus');
    expect(ports.map(({ port }) => port)).toContain(9090);
  });

  test('has a generated password, and no sign-up', () => {
    expect(manifests.env('grafana')).toMatchObject({
      GF_SECURITY_ADMIN_PASSWORD: 'Secret grafana/password',
      GF_USERS_ALLOW_SIGN_UP: 'false',
    });
  });

  test('is behind an Ingress when it has a host', () => {
    expect(manifests.kind('Ingress')).toEqual([]);
    const open = Manifests.of('monitoring: {enabled: true, grafana: {host: grafana.example.org, tlsSecret: wildcard}}');
    expect(open.get<{ spec: object }>('Ingress', 'grafana').spec).toMatchObject({
      tls: [{ hosts: ['grafana.example.org'], secretName: 'wildcard' }],
    });
    expect(open.env('grafana')['GF_SERVER_ROOT_URL']).toBe('https://grafana.example.org/');
    const { ingress } = open.get<{ spec: { ingress: object[] } }>('NetworkPolicy', 'grafana').spec;
    expect(ingress[0]).toEqual({ ports: [{ port: 3000, protocol: 'TCP' }] });
  });
});
