import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

const BASE = 'profile: lean\nopenfaas:\n  enabled: true\n';
const ACCEPTED = `${BASE}  licenceAccepted: true\n`;
const HOST = 'host: f.example.org';

const ROWS: readonly Row[] = [
  [
    'edition pro without its key',
    'edition: pro\n  async: {enabled: false}',
    ':5 openfaas.edition: the programs of edition pro do not start without a licence key',
    'pro with openfaas.licenseSecret, or community',
    'add openfaas.licenseSecret: the name of a Secret with the key license',
  ],
  [
    'a key that the community edition does not read',
    'licenseSecret: key',
    ':5 openfaas.licenseSecret: the community edition reads no licence key',
    'licenseSecret with openfaas.edition: pro',
    'set openfaas.edition: pro, or remove it',
  ],
  [
    'JetStream in the community edition',
    'async: {jetstream: {}}',
    ':5 openfaas.async.jetstream: the community edition has its queue in the memory of NATS Streaming; edition pro has JetStream',
    'jetstream with openfaas.edition: pro',
    'set openfaas.edition: pro, or remove it',
  ],
  [
    'edition pro without JetStream',
    'edition: pro\n  licenseSecret: key',
    ':5 openfaas.edition: the queue worker of edition pro needs NATS JetStream',
    'pro with openfaas.async.jetstream',
    'add openfaas.async.jetstream: {}, or set openfaas.async.enabled: false',
  ],
  [
    'rights that the operator has anyway',
    'edition: pro\n  licenseSecret: key\n  async: {jetstream: {}}\n  cliDeployments: true',
    ':8 openfaas.cliDeployments: it has no effect: the operator of edition pro always has these rights, for Function objects',
    'true with openfaas.edition: community',
    'remove it',
  ],
  [
    'functions beside the credentials of the gateway',
    'functionNamespace: openfaas',
    ":5 openfaas.functionNamespace: 'openfaas' is already the value of openfaas.namespace",
    'one of its own: functions are code of others',
    'leave it out, or write another name',
  ],
  [
    'OpenFaaS in the namespace of OpenWhisk',
    'namespace: openwhisk',
    ":5 openfaas.namespace: 'openwhisk' is already the value of namespace",
    'another one: it has the credentials of the gateway',
    'leave it out, or write another name',
  ],
  [
    'an exception outside its range',
    'egress: [{cidr: 192.0.2.0/24, except: [10.0.0.0/8]}]',
    ":5 openfaas.egress[0].except[0]: '10.0.0.0/8' is not a part of 192.0.2.0/24",
    'ranges within 192.0.2.0/24',
    'remove it, or move it to the range that it is a part of',
  ],
  [
    'a host without an Ingress',
    `ingress: {${HOST}}`,
    ':5 openfaas.ingress.host: it has no effect with openfaas.ingress.type: None',
    'host with type Standard or Gateway',
    'set openfaas.ingress.type: Standard or Gateway, or remove it',
  ],
  [
    'an Ingress without a host',
    'ingress: {type: Standard, tlsSecret: tls}',
    ':5 openfaas.ingress.type: the host is missing',
    'Standard with openfaas.ingress.host',
    'add openfaas.ingress.host',
  ],
  [
    'passwords in clear text',
    `ingress: {type: Standard, ${HOST}}`,
    ':5 openfaas.ingress.type: passwords for f.example.org would be sent in clear text',
    'Standard with tlsSecret, or with tlsTerminatedUpstream: true',
    'add openfaas.ingress.tlsSecret: <Secret>, or tlsTerminatedUpstream: true where a load balancer has the certificate',
  ],
  [
    'two ends of TLS',
    `ingress: {type: Standard, ${HOST}, tlsSecret: tls, tlsTerminatedUpstream: true}`,
    ':5 openfaas.ingress.tlsTerminatedUpstream: with tlsSecret, TLS ends at the Ingress',
    'true without openfaas.ingress.tlsSecret',
    'remove it or, where a load balancer has the certificate, remove openfaas.ingress.tlsSecret',
  ],
  [
    'an Ingress that gives up before the gateway',
    `ingress: {type: Standard, ${HOST}, tlsSecret: tls, annotations: {nginx.ingress.kubernetes.io/proxy-read-timeout: '30'}}`,
    ":5 openfaas.ingress.annotations.nginx.ingress.kubernetes.io/proxy-read-timeout: '30' is less than the 65 s that the gateway takes for an answer",
    '65 s or more',
    'remove it: the platform sets it, or lower openfaas.gateway.timeoutSeconds',
  ],
  [
    'routes without a Gateway',
    `ingress: {type: Gateway, ${HOST}}`,
    ':5 openfaas.ingress.type: no Gateway is named',
    'Gateway with openfaas.ingress.gateway',
    'add openfaas.ingress.gateway: { parentRefs: [{ name: <Gateway>, namespace: <its namespace> }] }, or { className: <GatewayClass> }',
  ],
  [
    'a route that gives up before the gateway',
    `ingress: {type: Gateway, ${HOST}, tlsSecret: tls, gateway: {className: envoy, requestSeconds: 20}}`,
    ':5 openfaas.ingress.gateway.requestSeconds: 20 is less than the 65 s that the gateway of OpenFaaS takes for an answer',
    'at least 65',
    'remove it: the platform derives it',
  ],
  [
    'a port that nodes do not open',
    'ingress: {type: NodePort, nodePort: 8080}',
    ':5 openfaas.ingress.nodePort: the API server refuses 8080 as the port of the nodes',
    '30000-32767 (cluster.nodePorts)',
    'write a port from 30000 to 32767, or write the range of your API server to cluster.nodePorts',
  ],
  [
    'the port of OpenWhisk',
    'ingress: {type: NodePort, nodePort: 31001}',
    ':5 openfaas.ingress.nodePort: 31001 is already the value of openwhisk.ingress.nodePort',
    'a port per Service',
    'write another port',
  ],
];

test.each(ROWS)('refuses %s', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(`${ACCEPTED}  ${yaml}\n`)).toBe(oneMistake(problem, allowed, fix));
});

test('requires the acceptance of the licence, and names its terms', () => {
  const fix =
    'read https://github.com/openfaas/faas/blob/master/EULA.md and docs/openfaas.md, then set openfaas.licenceAccepted: true, or openfaas.enabled: false';
  const allowed = 'true, once you have read the licence and it permits your use';
  expect(messageAbout(BASE)).toBe(
    oneMistake(
      ':2 openfaas.licenceAccepted (the default): OpenFaaS is not open-source software: commercial use of the community edition ends after 60 days, and is limited to one installation per company; a company that has ever held a paid licence may not use it at all (EULA, 8.1 and 8.5)',
      allowed,
      fix,
    ),
  );
  expect(messageAbout(`${BASE}  edition: pro\n  licenseSecret: key\n  async: {enabled: false}`)).toBe(
    oneMistake(
      ':2 openfaas.licenceAccepted (the default): OpenFaaS is not open-source software: edition pro needs a paid licence',
      allowed,
      fix,
    ),
  );
});

test('refuses a gateway whose telemetry is open to every client', () => {
  const images = 'images: { overrides: { openfaas-gateway: "registry.example.org/openfaas/gateway:0.27.13" } }';
  expect(messageAbout(`${ACCEPTED}${images}`)).toBe(
    oneMistake(
      ':5 images.overrides.openfaas-gateway: 0.27.13 is too old: it lacks the authentication of /system/telemetry, which is open to every client before (openfaas/faas, 0.27.14)',
      '0.27.14 or newer',
      'use 0.27.14 or newer, or remove it to take the version of the platform',
    ),
  );
});

test('reports all mistakes at once', () => {
  const message = messageAbout(`${BASE}  licenseSecret: key\n  async: {jetstream: {}}\n  ingress: {type: Standard}`);
  expect(message).toContain('platform.yaml: 5 mistakes');
});

test('nothing is reported while OpenFaaS is off', () => {
  expect(() => parsePlatform('profile: lean\nopenfaas: { edition: pro, ingress: { type: Standard } }')).not.toThrow();
});
