import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

test.each<Row>([
  [
    'a load balancer without an API host',
    'openwhisk:\n  ingress:\n    type: LoadBalancer',
    ':3 openwhisk.ingress.type: LoadBalancer is not possible with openwhisk.ingress.apiHost.name: localhost, the machine of the client itself',
    'a host name or address that clients reach',
    'set openwhisk.ingress.apiHost.name to the DNS name or address of the load balancer',
  ],
  [
    'an Ingress at a loopback address',
    'openwhisk:\n  ingress:\n    type: Standard\n    apiHost:\n      name: localhost',
    ':3 openwhisk.ingress.type: Standard is not possible with openwhisk.ingress.apiHost.name: localhost, the machine of the client itself',
    'a host name or address that clients reach',
    'set openwhisk.ingress.apiHost.name to the DNS name of the Ingress',
  ],
  [
    'internal use of a loopback address',
    'openwhisk:\n  ingress:\n    useInternally: true\n    apiHost:\n      name: 127.0.0.1',
    ':3 openwhisk.ingress.useInternally: true is not possible with openwhisk.ingress.apiHost.name: 127.0.0.1, the machine of the client itself',
    'a host name or address that clients reach',
    'set openwhisk.ingress.apiHost.name to the address of a node',
  ],
  [
    'an Ingress with an address as its host',
    'openwhisk:\n  ingress:\n    type: Standard\n    apiHost:\n      name: 192.0.2.1',
    ":5 openwhisk.ingress.apiHost.name: '192.0.2.1' cannot be the host of an Ingress",
    'a DNS name in lower case',
    'write the DNS name of the Ingress, or set another openwhisk.ingress.type',
  ],
  [
    'an Ingress with a host that leaves no room for vanity hosts',
    `openwhisk:\n  ingress:\n    type: Standard\n    apiHost:\n      name: ${'a.'.repeat(125)}bc`,
    ':5 openwhisk.ingress.apiHost.name: it has 252 characters, and vanity hosts are subdomains of it',
    'at most 251 characters',
    'write a shorter name',
  ],
  [
    'https at port 80 of an Ingress',
    'openwhisk:\n  ingress:\n    type: Standard\n    apiHost:\n      name: ow.example.org\n      port: 80',
    ':6 openwhisk.ingress.apiHost.port: the Ingress does not serve https at port 80',
    '443 for https',
    'write 443, or remove it to take the port of https',
  ],
  [
    'a port that a load balancer does not have',
    'openwhisk:\n  ingress:\n    type: LoadBalancer\n    apiHost:\n      name: ow.example.org\n      port: 31001',
    ':6 openwhisk.ingress.apiHost.port: the load balancer does not serve https at port 31001',
    '443 for https',
    'write 443, or remove it to take the port of https',
  ],
  [
    'http at the port of the nodes',
    'openwhisk:\n  ingress:\n    apiHost:\n      protocol: http',
    ':4 openwhisk.ingress.apiHost.protocol: the port 31001 of the nodes serves TLS, and clients use http',
    'https, or http with openwhisk.ingress.tls.terminatedUpstream: true',
    'set openwhisk.ingress.apiHost.protocol: https',
  ],
  [
    'internal use of an API host that does not exist',
    'openwhisk:\n  ingress:\n    type: None\n    useInternally: true\n    apiHost:\n      name: ow.example.org',
    ':4 openwhisk.ingress.useInternally: true is not possible with openwhisk.ingress.type: None, which has no external API host',
    'false',
    'write false: actions and jobs then use the Service of nginx',
  ],
  [
    'internal use of an Ingress that policies do not admit actions to',
    'openwhisk:\n  ingress:\n    type: Standard\n    useInternally: true\n    apiHost:\n      name: ow.example.org',
    ':4 openwhisk.ingress.useInternally: true is not possible with openwhisk.ingress.type: Standard: policies do not admit actions to the Ingress controller',
    'false, or true with the addresses of the Ingress controller in openwhisk.actions.egress',
    'write false: actions and jobs then use the Service of nginx',
  ],
  [
    'a read timeout of nginx below the wait of the controllers',
    'openwhisk:\n  nginx:\n    readTimeoutSeconds: 60',
    ':3 openwhisk.nginx.readTimeoutSeconds: 60 is less than the 70 s that controllers keep a connection of a blocking invocation',
    'at least 70, 10 more than openwhisk.controller.blockingWaitSeconds',
    'write 70 or more, or lower openwhisk.controller.blockingWaitSeconds',
  ],
  [
    'a read timeout of the Ingress below the read timeout of nginx',
    'openwhisk:\n  ingress:\n    type: Standard\n    apiHost:\n      name: ow.example.org\n    annotations:\n      nginx.ingress.kubernetes.io/proxy-read-timeout: "60"',
    ":7 openwhisk.ingress.annotations.nginx.ingress.kubernetes.io/proxy-read-timeout: '60' is less than the 75 s that nginx waits for an answer",
    'at least 75',
    'remove it: the platform derives it from openwhisk.controller.blockingWaitSeconds',
  ],
  [
    'a timeout of another controller below the read timeout of nginx',
    'openwhisk:\n  ingress:\n    type: Standard\n    className: alb\n    apiHost:\n      name: ow.example.org\n    annotations:\n      alb.ingress.kubernetes.io/load-balancer-attributes: deletion_protection.enabled=true,idle_timeout.timeout_seconds=60',
    ":8 openwhisk.ingress.annotations.alb.ingress.kubernetes.io/load-balancer-attributes: 'deletion_protection.enabled=true,idle_timeout.timeout_seconds=60' is less than the 75 s that nginx waits for an answer",
    'at least 75',
    'remove it: the platform derives it from openwhisk.controller.blockingWaitSeconds',
  ],
  [
    'an Ingress class that ends blocking invocations',
    'openwhisk:\n  ingress:\n    type: Standard\n    className: gce\n    apiHost:\n      name: ow.example.org',
    ':4 openwhisk.ingress.className: gce ends every request after 30 s, and a blocking invocation may take 60',
    'another class, or another type',
    'write type: LoadBalancer, or type: Gateway (docs/gateway.md)',
  ],
  [
    'a Gateway at a loopback address',
    'openwhisk:\n  ingress:\n    type: Gateway\n    gateway: {parentRefs: [{name: shared}]}',
    ':3 openwhisk.ingress.type: Gateway is not possible with openwhisk.ingress.apiHost.name: localhost, the machine of the client itself',
    'a host name or address that clients reach',
    'set openwhisk.ingress.apiHost.name to the DNS name of the Gateway',
  ],
  [
    'a Gateway with an address as its host',
    'openwhisk:\n  ingress:\n    type: Gateway\n    gateway: {parentRefs: [{name: shared}]}\n    apiHost: {name: 192.0.2.1}',
    ":5 openwhisk.ingress.apiHost.name: '192.0.2.1' cannot be the host of a route",
    'a DNS name in lower case',
    'write the DNS name of the Gateway, or set another openwhisk.ingress.type',
  ],
  [
    'internal use of a Gateway that policies do not admit actions to',
    'openwhisk:\n  ingress:\n    type: Gateway\n    gateway: {parentRefs: [{name: shared}]}\n    apiHost: {name: ow.example.org}\n    useInternally: true',
    ':6 openwhisk.ingress.useInternally: true is not possible with openwhisk.ingress.type: Gateway: policies do not admit actions to the Gateway',
    'false, or true with the addresses of the Gateway in openwhisk.actions.egress',
    'write false: actions and jobs then use the Service of nginx',
  ],
  [
    'alarms without TLS',
    'openwhisk:\n  ingress:\n    type: LoadBalancer\n    apiHost:\n      name: ow.example.org\n      protocol: http\n    tls:\n      terminatedUpstream: true',
    ':6 openwhisk.ingress.apiHost.protocol: http is not possible with alarms and openwhisk.ingress.tls.terminatedUpstream: the alarm provider fires triggers over TLS only',
    'https, or http with openwhisk.providers.alarm.enabled: false',
    'write https',
  ],
  [
    'an exception outside of the range that actions reach',
    'openwhisk:\n  actions:\n    egress:\n      - cidr: 192.168.0.0/16\n        except:\n          - 10.0.0.0/8',
    ":6 openwhisk.actions.egress[0].except[0]: '10.0.0.0/8' is not a part of 192.168.0.0/16",
    'ranges within 192.168.0.0/16',
    'remove it, or move it to the range that it is a part of',
  ],
  [
    'IPv6 alone',
    'cluster:\n  ipFamilies:\n    - IPv6',
    ':3 cluster.ipFamilies[0]: IPv6 cannot be the first: the API gateway of OpenWhisk listens and resolves names for IPv4 only',
    '[IPv4], or [IPv4, IPv6] for a dual-stack cluster',
    'create the cluster with IPv4 as its first family, or remove ipFamilies if it has IPv4 only',
  ],
])('%s is refused', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test.each([
  'ingress: {type: NodePort}',
  'ingress: {type: None}',
  'ingress: {type: NodePort, apiHost: {name: ow.example.org, port: 443}}',
  'ingress: {type: LoadBalancer, apiHost: {name: 192.0.2.1}}',
  'ingress: {type: Standard, useInternally: true, apiHost: {name: ow.example.org}}, actions: {egress: [{cidr: 10.0.0.0/8}]}',
  'ingress: {type: Standard, useInternally: true, apiHost: {name: ow.example.org}}, actions: {isolated: false}',
])('%s is accepted', (yaml) => {
  expect(() => parsePlatform(`openwhisk: {${yaml}}`)).not.toThrow();
});
