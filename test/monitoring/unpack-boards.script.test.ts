import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textFilesOf } from '../../lib/kube/config-files';
import type { ContainerManifest } from '../../lib/checks/read/manifests';
import { Manifests } from '../support/platform';
import { runScript } from '../support/shell';

const manifests = Manifests.of('monitoring: { enabled: true }');
const [unpack] = manifests.pod('grafana').initContainers as [ContainerManifest & { command: string[] }];
const configMaps = manifests.kind('ConfigMap').filter(({ binaryData }) => binaryData !== undefined);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'boards-'));
  // As the kubelet does it: the files are links into a folder that begins with dots.
  for (const { metadata, binaryData } of configMaps) {
    const folder = join(root, 'packed', metadata.name);
    mkdirSync(join(folder, '..data'), { recursive: true });
    for (const [name, content] of Object.entries(binaryData as Record<string, string>)) {
      writeFileSync(join(folder, '..data', name), Buffer.from(content, 'base64'));
      symlinkSync(join('..data', name), join(folder, name));
    }
  }
  mkdirSync(join(root, 'boards'));
});
afterEach(() => rmSync(root, { recursive: true }));

const run = () => runScript(unpack.command[2] ?? '', { FROM: join(root, 'packed'), TO: join(root, 'boards') });

test('every dashboard is unpacked into its folder, also when the container starts again', async () => {
  expect(configMaps.length).toBeGreaterThan(2);
  for (let start = 0; start < 2; start += 1) expect(await run()).toMatchObject({ code: 0, output: '' });
  for (const configMap of configMaps) {
    const folder = join(root, 'boards', configMap.metadata.name);
    const unpacked = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
    expect(Object.fromEntries(unpacked)).toEqual(textFilesOf(configMap));
  }
});

test('a damaged file ends the container with an error', async () => {
  const [{ metadata }] = configMaps as [(typeof configMaps)[number]];
  writeFileSync(join(root, 'packed', metadata.name, 'damaged.json.gz'), 'no gzip');
  const { code, stderr } = await run();
  expect(code).not.toBe(0);
  expect(stderr).toContain('damaged.json.gz');
});
