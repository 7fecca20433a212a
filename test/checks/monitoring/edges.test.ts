import { probeAccess } from '../../../lib/checks/monitoring/probe-access';
import { scrapeAccess } from '../../../lib/checks/monitoring/scrape-access';
import { verifiedScrapes } from '../../../lib/checks/monitoring/verified-scrapes';
import { custom, deployment, findings, podMonitor, prometheus, serviceMonitor, WEB, type TestObject } from './objects';

describe('network policies between a Prometheus and its targets', () => {
  const policy = (name: string, spec: object): TestObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'ns' },
    spec,
  });
  const DENY = policy('deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const PROMETHEUS = {
    matchLabels: {
      'app.kubernetes.io/name': 'prometheus',
      'app.kubernetes.io/instance': 'k8s',
      'app.kubernetes.io/managed-by': 'prometheus-operator',
      'operator.prometheus.io/name': 'k8s',
    },
  };
  const OUT = policy('out', {
    podSelector: PROMETHEUS,
    egress: [{ ports: [{ port: 8080 }] }],
    policyTypes: ['Egress'],
  });
  const IN = policy('in', {
    podSelector: { matchLabels: { app: 'web' } },
    ingress: [{ from: [{ podSelector: PROMETHEUS }], ports: [{ port: 8080 }] }],
  });

  test('allow it', () => {
    expect(findings(scrapeAccess, ...WEB, serviceMonitor(), DENY, OUT, IN)).toEqual([]);
    expect(findings(scrapeAccess, ...WEB, serviceMonitor())).toEqual([]);
  });

  test('deny egress and ingress', () => {
    const port = 'port 8080 of web in namespace ns';
    const egress = `the egress policies of namespace ns keep Prometheus 'k8s' from ${port} > allow the pods of the Prometheus to connect to port 8080 there`;
    const ingress = `the ingress policies of namespace ns keep Prometheus 'k8s' from ${port} > admit the pods of the Prometheus to port 8080`;
    expect(findings(scrapeAccess, ...WEB, serviceMonitor(), DENY)).toEqual([
      `ServiceMonitor/web: ${egress}`,
      `ServiceMonitor/web: ${ingress}`,
    ]);
    expect(findings(scrapeAccess, ...WEB, podMonitor(), DENY, OUT)).toEqual([`PodMonitor/web: ${ingress}`]);
  });

  test('apply to the port of the container, not of the Service', () => {
    const byService = policy('in', { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] });
    expect(findings(scrapeAccess, ...WEB, serviceMonitor(), byService)).toHaveLength(1);
  });

  test('do not select pods in the host network', () => {
    const { spec, ...rest } = deployment();
    const { template, ...owner } = spec as { template: { spec: object } };
    const onNode = {
      ...rest,
      spec: { ...owner, template: { ...template, spec: { ...template.spec, hostNetwork: true } } },
    };
    expect(findings(scrapeAccess, prometheus(), onNode, podMonitor(), DENY)).toEqual([]);
  });
});

describe('network policies between the prober and the Services that it probes', () => {
  const deny = (name: string, type: string): TestObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'ns' },
    spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: [type] },
  });
  const probe = (...targets: string[]): TestObject =>
    custom('Probe', 'web', {
      prober: { url: 'web.ns.svc.cluster.local:80' },
      targets: { staticConfig: { static: targets } },
    });
  const TARGET = 'http://web.ns.svc.cluster.local/health';

  test('allow it, and do not matter for servers outside the app', () => {
    expect(findings(probeAccess, ...WEB, probe(TARGET))).toEqual([]);
    expect(
      findings(probeAccess, ...WEB, deny('in', 'Ingress'), probe('https://example.org/', 'http://other.ns.svc:8080/')),
    ).toEqual([]);
  });

  test('deny egress and ingress', () => {
    const from = 'keep web from port 8080 of web in namespace ns: the probe always fails';
    expect(findings(probeAccess, ...WEB, deny('in', 'Ingress'), deny('out', 'Egress'), probe(TARGET))).toEqual([
      `Probe/web: the egress policies of namespace ns ${from} > let the prober connect there`,
      `Probe/web: the ingress policies of namespace ns ${from} > admit the pods of the prober`,
    ]);
  });
});

describe('what is verified', () => {
  const insecure = { port: 'x', tlsConfig: { insecureSkipVerify: true } };

  test('an unverified certificate without a reason is a finding', () => {
    expect(findings(verifiedScrapes, serviceMonitor(insecure))).toEqual([
      'ServiceMonitor/web: endpoints.0.tlsConfig.insecureSkipVerify is true: the certificate is not verified > give the CA, or say by the annotation faas-stack/insecure why there is none',
    ]);
    expect(findings(verifiedScrapes, serviceMonitor(insecure, {}, { 'faas-stack/insecure': 'self-signed' }))).toEqual(
      [],
    );
    expect(findings(verifiedScrapes, serviceMonitor({ tlsConfig: { insecureSkipVerify: false } }))).toEqual([]);
  });

  test('an unverified certificate of a scrape class or a store is a finding', () => {
    const spec = { remoteWrite: [{ url: 'x', tlsConfig: { insecureSkipVerify: true } }] };
    expect(findings(verifiedScrapes, prometheus(spec))).toEqual([
      expect.stringContaining('Prometheus/k8s: remoteWrite.0.tlsConfig.insecureSkipVerify is true'),
    ]);
  });

  test('no file of Prometheus is sent, whatever the reason', () => {
    const annotations = { 'faas-stack/insecure': 'self-signed' };
    expect(findings(verifiedScrapes, serviceMonitor({ bearerTokenFile: '/token' }, {}, annotations))).toEqual([
      'ServiceMonitor/web: endpoints.0.bearerTokenFile makes Prometheus send a file of its own > use authorization or a scrape class',
    ]);
  });

  const role = (rule: object, annotations = {}): TestObject => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'r', annotations },
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['list'], ...rule }],
  });

  test.each([
    ['secrets', {}],
    ['any resource', { resources: ['*'] }],
    ['any verb of any group', { apiGroups: ['*'], verbs: ['*'] }],
  ])('no ClusterRole reads %s', (_, rule) => {
    expect(findings(verifiedScrapes, role(rule))).toEqual([
      'ClusterRole/r: may read the Secrets of every namespace > use a Role in each namespace, or say by the annotation faas-stack/cluster-secrets why it must',
    ]);
    expect(findings(verifiedScrapes, role(rule, { 'faas-stack/cluster-secrets': 'it must' }))).toEqual([]);
  });

  test.each([
    ['create', { verbs: ['create'] }],
    ['a resource of another group', { apiGroups: ['apps'] }],
    ['another resource', { resources: ['pods'] }],
  ])('a ClusterRole for %s is accepted', (_, rule) => expect(findings(verifiedScrapes, role(rule))).toEqual([]));

  test('other objects are ignored', () => {
    expect(findings(verifiedScrapes, { ...custom('Thing', 't', insecure), apiVersion: 'example.org/v1' })).toEqual([]);
  });
});
