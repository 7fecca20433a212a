import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';

const grafana = (text: string): string => `monitoring:\n  enabled: true\n  grafana: {${text}}`;
const proxy = (text: string): string =>
  `monitoring:\n  enabled: true\n  prometheus:\n    ingress: {host: a.example.org, usersSecret: u, ${text}}`;
const kibana = (text: string): string => `logging:\n  enabled: true\n  kibana: {${text}}`;
const SHARED = 'gateway: {parentRefs: [{name: shared, sectionName: https}]}';

type Row = readonly [name: string, yaml: string, where: string, problem: string, allowed: string, fix: string];

test.each<Row>([
  [
    'a route without a host',
    grafana(SHARED),
    ':3 monitoring.grafana.gateway',
    'there is no host to route',
    'gateway together with host',
    'add monitoring.grafana.host, or remove gateway',
  ],
  [
    'a class of an Ingress beside a route',
    kibana(`host: a.example.org, ingressClassName: nginx, ${SHARED}`),
    ':3 logging.kibana.ingressClassName',
    'it has no effect: with gateway, there is no Ingress',
    'ingressClassName without logging.kibana.gateway',
    'remove it',
  ],
  [
    'TLS that ends at a load balancer beside a route',
    proxy(`tlsTerminatedUpstream: true, ${SHARED}`),
    ':4 monitoring.prometheus.ingress.tlsTerminatedUpstream',
    'it has no effect: with gateway, there is no Ingress',
    'tlsTerminatedUpstream without monitoring.prometheus.ingress.gateway',
    'remove it',
  ],
  [
    'a certificate for an existing Gateway',
    proxy(`tlsSecret: my-tls, ${SHARED}`),
    ':4 monitoring.prometheus.ingress.tlsSecret',
    'it has no effect: the existing Gateway has the certificate',
    'tlsSecret with gateway.className, or without gateway',
    'remove it',
  ],
  [
    'passwords at every listener of a Gateway',
    proxy('gateway: {parentRefs: [{name: shared}]}'),
    ':4 monitoring.prometheus.ingress.gateway.parentRefs[0]',
    'the route would attach to every listener, and passwords could be sent in clear text',
    'parentRefs with the HTTPS listener as sectionName',
    'add sectionName, such as https',
  ],
  [
    'a created Gateway without a certificate',
    proxy('gateway: {className: envoy}'),
    ':4 monitoring.prometheus.ingress.gateway',
    'the created Gateway has no certificate',
    'monitoring.prometheus.ingress.tlsSecret, or certificate in another namespace',
    'add monitoring.prometheus.ingress.tlsSecret: <Secret>',
  ],
  [
    'a created Gateway with two certificates',
    proxy('tlsSecret: a, gateway: {className: envoy, certificate: {name: b, namespace: c}}'),
    ':4 monitoring.prometheus.ingress.gateway',
    'there are two sources of one certificate',
    'monitoring.prometheus.ingress.tlsSecret, or certificate in another namespace',
    'remove one of them',
  ],
  [
    'a timeout below that of the proxy',
    proxy('gateway: {parentRefs: [{name: shared, sectionName: https}], requestSeconds: 60}'),
    ':4 monitoring.prometheus.ingress.gateway.requestSeconds',
    '60 is less than the 130 s that the proxy waits for an answer',
    'at least 130',
    'remove it: the platform derives it',
  ],
  [
    'a route without a Gateway',
    grafana('host: a.example.org, gateway: {redirectFrom: http}'),
    ':3 monitoring.grafana.gateway',
    'neither monitoring.grafana.gateway.parentRefs nor monitoring.grafana.gateway.className names a Gateway',
    'parentRefs of existing Gateways, or the className of a Gateway that the platform creates',
    'add monitoring.grafana.gateway.parentRefs: [{ name: <Gateway>, namespace: <its namespace> }], or monitoring.grafana.gateway.className: <GatewayClass>',
  ],
])('%s is refused', (_, yaml, where, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(`${where}: ${problem}`, allowed, fix));
});

test.each([
  grafana(`host: a.example.org, ${SHARED}`),
  grafana('host: a.example.org, tlsSecret: a, gateway: {className: envoy}'),
  proxy('gateway: {className: envoy, certificate: {name: a, namespace: b}}'),
  kibana(`host: a.example.org, basePath: /kibana, ${SHARED}`),
])('%s is accepted', (yaml) => {
  expect(() => parsePlatform(yaml)).not.toThrow();
});
