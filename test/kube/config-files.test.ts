import { Testing } from 'cdk8s';
import { ConfigFiles, textFilesOf } from '../../lib/kube/config-files';
import type { Manifest } from '../../lib/kube/synthesis';
import { testChart } from '../support/chart';

const component = { component: 'files', program: 'nginx', partOf: 'openwhisk' };
const data = { 'a.json': '{"legend":"–"}'.repeat(100), 'b.json': '' };

function configMap(gzip: boolean): { checksum: string; manifest: Manifest } {
  const chart = testChart();
  const { checksum } = new ConfigFiles(chart, 'Files', { component, data, gzip });
  return { checksum, manifest: (Testing.synth(chart) as [Manifest])[0] };
}

test('compressed files are smaller, have the same checksum, and are read as they were', () => {
  const plain = configMap(false);
  const packed = configMap(true);
  expect(Object.keys(packed.manifest['binaryData'] as object)).toEqual(['a.json.gz', 'b.json.gz']);
  expect(JSON.stringify(packed.manifest).length).toBeLessThan(JSON.stringify(plain.manifest).length / 2);
  expect(packed.checksum).toBe(plain.checksum);
  expect([textFilesOf(plain.manifest), textFilesOf(packed.manifest)]).toEqual([data, data]);
});

test('the header of a compressed file names neither a time nor an operating system', () => {
  const { 'a.json.gz': content = '' } = configMap(true).manifest['binaryData'] as Record<string, string>;
  // RFC 1952: magic number, deflate, no flags, no time, best compression, unknown system.
  expect(Buffer.from(content, 'base64').subarray(0, 10).toString('hex')).toBe('1f8b08000000000002ff');
});
