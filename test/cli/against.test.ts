import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../../lib/cli/check';
import { synth } from '../../lib/cli/synth';

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-against-'));
const file = join(folder, 'platform.yaml');
const dist = join(folder, 'dist');
const write = (yaml: string): void => writeFileSync(file, `profile: standard\nmonitoring: { enabled: false }\n${yaml}`);

afterAll(() => rmSync(folder, { recursive: true }));

const LARGER = 'StatefulSet/owdev-kafka changes spec.volumeClaimTemplates, which cannot change [FS-802]';

test('a platform is compared with the manifests of an earlier synth', () => {
  write('');
  expect(synth(file, dist)).not.toContain('Compared with');
  expect(check(file, dist)).toContain('no findings');
  expect(synth(file, dist)).not.toContain('Compared with');

  write('openwhisk: { kafka: { size: 30Gi } }');
  expect(() => check(file, dist)).toThrow(
    'changes spec.volumeClaimTemplates, which cannot change [FS-802 immutable-fields]\n    fix: delete the StatefulSet with --cascade=orphan',
  );
  expect(synth(file, dist)).toContain(`Compared with the earlier manifests of the folder:\n  ${LARGER}\n`);
  expect(synth(file, dist)).not.toContain('Compared with');
});

test('a folder without manifests is an error', () => {
  expect(() => check(file, join(folder, 'none'))).toThrow(
    `${folder}/none: no manifests to compare with; fix: name the folder of an earlier synth`,
  );
});

test('documents of the folder without kind and name are passed over', () => {
  writeFileSync(join(dist, 'other.yaml'), '---\nnull\n---\n- 1\n---\nkind: 3\n');
  expect(check(file, dist)).toContain('no findings');
});
