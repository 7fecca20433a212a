import { mayConnect, type NetworkPort } from '../../lib/checks/read/network-policies';
import { synthesisOf, type TestObject } from './monitoring/objects';

const FROM = { namespace: 'a', labels: { app: 'client' } };
const TO = { namespace: 'b', labels: { app: 'server' } };
const PORT: NetworkPort = { number: 80, name: 'http' };

function policy(namespace: string, spec: object): TestObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p', namespace }, spec };
}

const connects = (...policies: TestObject[]): [boolean, boolean] => {
  const { egress, ingress } = mayConnect(synthesisOf(...policies), FROM, TO, PORT);
  return [egress, ingress];
};

const server = { podSelector: { matchLabels: { app: 'server' } } };
const client = { podSelector: { matchLabels: { app: 'client' } } };
const inA = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'a' } } };

describe('ingress:', () => {
  test.each<[string, object, boolean]>([
    ['anyone, where no policy selects the pod', { podSelector: { matchLabels: { app: 'other' } }, ingress: [] }, true],
    ['anyone, where the policy is about egress only', { ...server, policyTypes: ['Egress'] }, true],
    ['nobody by default', { podSelector: {} }, false],
    ['anyone at the port', { ...server, ingress: [{ ports: [{ port: 80 }] }] }, true],
    ['anyone at any port', { ...server, ingress: [{}] }, true],
    ['nobody at another port', { ...server, ingress: [{ ports: [{ port: 81 }] }] }, false],
    ['nobody by another protocol', { ...server, ingress: [{ ports: [{ port: 80, protocol: 'UDP' }] }] }, false],
    ['at the port of a name', { ...server, ingress: [{ ports: [{ port: 'http' }] }] }, true],
    ['not at the port of another name', { ...server, ingress: [{ ports: [{ port: 'web' }] }] }, false],
    ['within a range of ports', { ...server, ingress: [{ ports: [{ port: 79, endPort: 81 }] }] }, true],
    ['not outside of a range', { ...server, ingress: [{ ports: [{ port: 81, endPort: 90 }] }] }, false],
    ['not pods of its own namespace only', { ...server, ingress: [{ from: [client] }] }, false],
    ['pods of the namespace', { ...server, ingress: [{ from: [inA] }] }, true],
    ['these pods of the namespace', { ...server, ingress: [{ from: [{ ...inA, ...client }] }] }, true],
    ['not others of the namespace', { ...server, ingress: [{ from: [{ ...inA, ...server }] }] }, false],
    ['pods of any namespace', { ...server, ingress: [{ from: [{ namespaceSelector: {}, ...client }] }] }, true],
    ['not ranges of addresses', { ...server, ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }, false],
    [
      'by expressions',
      {
        ...server,
        ingress: [
          {
            from: [{ ...inA, podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['client'] }] } }],
          },
        ],
      },
      true,
    ],
    [
      'not by expressions that exclude',
      {
        ...server,
        ingress: [
          { from: [{ ...inA, podSelector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] } }] },
        ],
      },
      false,
    ],
  ])('%s', (_, spec, ingress) => expect(connects(policy('b', spec))).toEqual([true, ingress]));

  test('is allowed if one of several policies allows it', () => {
    const deny = policy('b', { podSelector: {} });
    const allow = policy('b', { ...server, ingress: [{ from: [inA] }] });
    expect(connects({ ...deny, metadata: { ...deny.metadata, name: 'deny' } }, allow)).toEqual([true, true]);
  });
});

describe('egress:', () => {
  const inB = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } } };

  test.each<[string, object, boolean]>([
    ['anyone, where the policy is about ingress only', { ...client, policyTypes: ['Ingress'] }, true],
    ['anyone, where the policy says nothing of egress', { ...client, ingress: [] }, true],
    ['nobody by default', { ...client, policyTypes: ['Egress'] }, false],
    ['to pods of the namespace', { ...client, egress: [{ to: [{ ...inB, ...server }] }] }, true],
    ['not to those of its own', { ...client, egress: [{ to: [server] }] }, false],
    ['not to another port', { ...client, egress: [{ to: [inB], ports: [{ port: 443 }] }] }, false],
    ['to the port anywhere', { ...client, egress: [{ ports: [{ port: 80 }] }] }, true],
  ])('%s', (_, spec, egress) => expect(connects(policy('a', spec))).toEqual([egress, true]));
});
