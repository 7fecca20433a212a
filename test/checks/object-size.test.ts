import { objectSize } from '../../lib/checks/object-size';
import type { Manifest } from '../../lib/kube/synthesis';

const MIB = 1024 * 1024;

function problems(kind: string, fields: object, metadata: object = {}): string[] {
  const manifest = { apiVersion: 'v1', kind, metadata: { name: 'large', ...metadata }, ...fields } as Manifest;
  return objectSize({ objects: [{ path: 'a', manifest }] }).map(({ problem }) => problem);
}

const base64 = (bytes: number): string => Buffer.alloc(bytes).toString('base64');

test.each<[string, string[]]>([
  ['data of a ConfigMap', problems('ConfigMap', { data: { a: 'x'.repeat(MIB - 2), b: 'é' } })],
  ['binary data', problems('ConfigMap', { binaryData: { a: base64(MIB) } })],
  ['data of a Secret', problems('Secret', { data: { a: base64(MIB) } })],
  ['annotations', problems('Service', {}, { annotations: { a: 'x'.repeat(MIB / 4 - 1) } })],
  ['a Service just below 1.5 MiB', problems('Service', { spec: 'x'.repeat(1.5 * MIB - 100) })],
])('%s may have the size that the API server accepts', (_, found) => expect(found).toEqual([]));

test.each<[string, string[], string]>([
  ['data', problems('ConfigMap', { data: { a: 'x'.repeat(MIB - 1), b: 'é' } }), '1048577 bytes in data'],
  ['binary data', problems('ConfigMap', { binaryData: { a: base64(MIB + 1) } }), '1048577 bytes in data'],
  ['annotations', problems('Service', {}, { annotations: { a: 'x'.repeat(MIB / 4) } }), '262145 bytes in annotations'],
  ['an object', problems('Service', { spec: 'x'.repeat(1.5 * MIB) }), '1572938 bytes in the whole object'],
])('%s beyond it is a finding with the size', (_, found, problem) => {
  expect(found).toEqual([expect.stringContaining(`${problem}; the API server accepts `)]);
});
