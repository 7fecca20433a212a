import { isIP } from 'node:net';
import { finding, type Check, type Finding } from '../finding';
import { selects } from '../read/label-selector';
import { fieldsOf, itemsAt, numberAt, textAt, textsAt, valueAt } from '../read/loose';
import { loosePodsIn, portsOf } from '../read/loose-pods';
import { namespaceOf } from '../read/monitoring-objects';
import { objectsOfKind, type CheckedObject, type Subject } from '../subject';

const DIRECTIONS = [
  { type: 'Ingress', field: 'ingress', peers: 'from' },
  { type: 'Egress', field: 'egress', peers: 'to' },
] as const;

/** Each rule of a policy applies, and means something. */
export const policyForm: Check = (subject) =>
  objectsOfKind(subject, 'NetworkPolicy').flatMap((policy) =>
    DIRECTIONS.flatMap((direction) => [
      ...ignoredRules(policy, direction),
      ...itemsAt(policy.manifest, 'spec', direction.field).flatMap((rule, index) => {
        const at = ['spec', direction.field, index];
        return [
          ...itemsAt(rule, direction.peers).flatMap((peer) => rangeFindings(policy, peer, at)),
          ...itemsAt(rule, 'ports').flatMap((port) => portFindings(subject, policy, direction.type, port, at)),
        ];
      }),
    ]),
  );

/** Rules of a direction that `policyTypes` leaves out (Kubernetes, "Network Policies": without it, Ingress, and Egress where it has rules). */
function ignoredRules(policy: CheckedObject, { type, field }: (typeof DIRECTIONS)[number]): Finding[] {
  const types = valueAt(policy.manifest, 'spec', 'policyTypes');
  const rules = itemsAt(policy.manifest, 'spec', field);
  if (!Array.isArray(types) || types.length === 0 || types.includes(type) || rules.length === 0) return [];
  const problem = `has ${field} rules, and policyTypes leaves ${type} out: they do not apply`;
  return [
    finding('FS-222', policy, problem, `add ${type} to policyTypes, or remove ${field}`, ['spec', 'policyTypes']),
  ];
}

interface Range {
  readonly family: number;
  readonly bits: bigint;
  readonly prefix: number;
}

function rangeOf(text: string): Range | undefined {
  const [, address = '', length = ''] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  const width = family === 6 ? 128 : 32;
  return family === 0 || Number(length) > width
    ? undefined
    : { family, bits: bitsOf(address, family), prefix: Number(length) };
}

function bitsOf(address: string, family: number): bigint {
  if (family === 4) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [head = '', tail] = address.split('::');
  const groups = (text = ''): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail)];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n);
}

function rangeFindings(policy: CheckedObject, peer: unknown, at: readonly (string | number)[]): Finding[] {
  const cidr = textAt(peer, 'ipBlock', 'cidr');
  if (cidr === undefined) return [];
  const outer = rangeOf(cidr);
  if (!outer) {
    const fix = 'write an address and the length of its prefix, such as 10.0.0.0/8 or fd00::/8';
    return [finding('FS-223', policy, `has the range '${cidr}', which is not one`, fix, at)];
  }
  return textsAt(peer, 'ipBlock', 'except').flatMap((exception) => {
    const inner = rangeOf(exception);
    const shift = BigInt((outer.family === 6 ? 128 : 32) - outer.prefix);
    const isWithin =
      inner?.family === outer.family && inner.prefix > outer.prefix && inner.bits >> shift === outer.bits >> shift;
    if (isWithin) return [];
    const problem = `excepts '${exception}', which is not a part of ${cidr}`;
    return [finding('FS-223', policy, problem, `write a smaller range within ${cidr}`, at)];
  });
}

/** Ports that the API server refuses, and names that no container of the pods has. */
function portFindings(
  subject: Subject,
  policy: CheckedObject,
  direction: string,
  entry: unknown,
  at: readonly (string | number)[],
): Finding[] {
  const { port, endPort } = fieldsOf(entry);
  const [first, last] = [numberAt(entry, 'port'), numberAt(entry, 'endPort')];
  if (typeof endPort === 'number' && (first === undefined || first > (last ?? 0))) {
    const problem = `has the ports from ${JSON.stringify(port) ?? 'none'} to ${endPort}`;
    return [finding('FS-223', policy, problem, 'write two numbers, the smaller one as port', at)];
  }
  if (typeof port !== 'string' || direction !== 'Ingress') return [];
  const selector = fieldsOf(valueAt(policy.manifest, 'spec', 'podSelector'));
  const pods = loosePodsIn(subject, namespaceOf(policy)).filter(({ labels }) => selects(selector, labels));
  const names = pods.flatMap(({ containers }) => portsOf(containers).flatMap(({ name }) => name ?? []));
  if (pods.length === 0 || names.includes(port)) return [];
  const problem = `admits to port '${port}', which no container of its pods has`;
  return [finding('FS-224', policy, problem, `write one of ${[...new Set(names)].join(', ') || 'their numbers'}`, at)];
}
