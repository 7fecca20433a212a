import { join } from 'node:path';
import { buildApp } from '../../charts/app';
import { runChecks } from '../../lib/checks/all';
import { gatewayNotes } from '../../lib/gateway/notes';
import { synthesize } from '../../lib/kube/synthesis';
import { loadPlatform } from '../../lib/load/load';
import { outputsOf } from '../../lib/pulumi/outputs';
import { Manifests } from '../support/platform';

const { platform } = loadPlatform(join(__dirname, '../platforms/gateway.yaml'));
const manifests = new Manifests(synthesize(buildApp(platform)));

interface Route {
  readonly spec: {
    readonly hostnames: string[];
    readonly parentRefs: unknown[];
    readonly rules: { matches: unknown; backendRefs?: unknown[]; timeouts?: unknown; filters?: unknown[] }[];
  };
}

const rule = (name: string): Route['spec']['rules'][number] | undefined =>
  manifests.get<Route>('HTTPRoute', name).spec.rules[0];

test('every program with an Ingress can have a route in its place', () => {
  expect(runChecks(manifests.synthesis)).toEqual([]);
  expect(manifests.names('Ingress')).toEqual([]);
  expect(manifests.kind('HTTPRoute').map(({ spec }) => (spec as Route['spec']).hostnames)).toEqual(
    expect.arrayContaining([
      ['ow.example.org', '*.ow.example.org'],
      ['grafana.example.org'],
      ['prometheus.example.org'],
      ['alerts.example.org'],
      ['kibana.example.org'],
    ]),
  );
});

test('routes of Prometheus and Alertmanager lead to the proxy that requires a password, and wait longer than it does', () => {
  expect(rule('alertmanager-proxy')).toMatchObject({
    backendRefs: [{ name: 'owdev-alertmanager-proxy', port: 80 }],
    timeouts: { request: '135s' },
  });
  expect(rule('prometheus-proxy')?.timeouts).toBeUndefined();
});

test('Kibana keeps its base path, and neither it nor Grafana has a timeout', () => {
  expect(rule('kibana')).toEqual({
    matches: [{ path: { type: 'PathPrefix', value: '/kibana' } }],
    backendRefs: [{ name: 'owdev-kibana', port: 5601 }],
  });
  expect(rule('grafana')).toEqual({
    matches: [{ path: { type: 'PathPrefix', value: '/' } }],
    backendRefs: [{ name: 'owdev-grafana', port: 3000 }],
  });
});

test('links and cookies of a program behind a Gateway are for https', () => {
  expect(manifests.env('grafana')).toMatchObject({
    GF_SERVER_ROOT_URL: 'https://grafana.example.org/',
    GF_SECURITY_COOKIE_SECURE: 'true',
  });
  expect(manifests.env('kibana')).toMatchObject({
    SERVER_PUBLICBASEURL: 'https://kibana.example.org/kibana',
    XPACK_SECURITY_SECURECOOKIES: 'true',
  });
  expect(manifests.get<{ spec: { externalUrl: string } }>('Prometheus', 'prometheus').spec.externalUrl).toBe(
    'https://prometheus.example.org',
  );
  expect(outputsOf(platform, manifests.synthesis)).toMatchObject({
    grafana: 'https://grafana.example.org',
    kibana: 'https://kibana.example.org',
  });
});

test('network policies admit the proxy that the routes of a program name', () => {
  const peers = (name: string): unknown =>
    manifests
      .get<{ spec: { ingress: { from?: unknown[]; ports: { port: number }[] }[] } }>('NetworkPolicy', name)
      .spec.ingress.filter(({ ports }) => ports.some(({ port }) => port === 3000 || port === 5601))
      .flatMap(({ from }) => from ?? ['anyone']);
  expect(peers('grafana')).toContainEqual({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } },
  });
  expect(peers('grafana')).not.toContain('anyone');
  expect(peers('kibana')).toContain('anyone');
});

test('notes name each namespace that an existing Gateway must admit, and routes without a timeout', () => {
  expect(gatewayNotes(platform).map((note) => /namespace (\w+),|^(\S+): false/.exec(note)?.slice(1).join(''))).toEqual([
    'monitoring',
    'monitoring',
    'monitoring.prometheus.ingress.gateway.timeouts',
    'logging',
  ]);
});
