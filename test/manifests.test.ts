import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildApp } from '../charts/app';
import { runChecks } from '../lib/checks/all';
import { renderFiles } from '../lib/cli/render-files';
import { textFilesOf } from '../lib/kube/config-files';
import { synthesize, type Manifest, type Synthesis } from '../lib/kube/synthesis';
import { loadPlatform } from '../lib/load/load';
import { required } from '../lib/kube/required';
import { PROFILE_NAMES, type Platform } from '../lib/platform/model';
import { namespacesOf } from '../lib/platform/namespaces';
import { ALLOWED_POWERS } from './support/allowed-powers';
import './support/generated';
import { powersOf } from './support/powers';
import { networkMatrix } from './support/network-matrix';

const EXAMPLES = join(__dirname, '../stacks/platforms');
const OTHERS = join(__dirname, 'platforms');
const MANIFESTS = 'test/manifests';
/** Definitions of custom resources are the operator's own: test/crds holds them to their version. */
const DEFINITIONS = '00-crds.k8s.yaml';

const namesIn = (folder: string): string[] => readdirSync(folder).map((file) => basename(file, '.yaml'));

/** A manifest with its compressed files as text, for reviews. */
function readable(manifest: Manifest): Manifest {
  const { binaryData, ...rest } = manifest;
  return binaryData ? { ...rest, data: textFilesOf(manifest) } : manifest;
}

/** The files of a platform by name, as they are written except for compression. */
function filesOf(synthesis: Synthesis): Map<string, string> {
  const files = synthesis.files
    .filter(({ name }) => name !== DEFINITIONS)
    .map(({ name, objects }) => ({
      name,
      objects: objects.map((object) => ({ ...object, manifest: readable(object.manifest) })),
    }));
  return renderFiles({ ...synthesis, files });
}

const objectsOf = (text: string): string[] => text.split(/^---\n/m);

/** The files of a platform without the objects that the example of its profile has just so. */
function filesBeside(example: ReadonlyMap<string, string>, files: Map<string, string>): Map<string, string> {
  const known = new Set([...example.values()].flatMap(objectsOf));
  return new Map(
    [...files]
      .map(
        ([name, text]) =>
          [
            name,
            objectsOf(text)
              .filter((object) => !known.has(object))
              .join('---\n'),
          ] as const,
      )
      .filter(([, text]) => text !== ''),
  );
}

interface Committed {
  readonly platform: string;
  readonly model: Platform;
  readonly synthesis: Synthesis;
  /** Texts of the committed files by name. */
  readonly files: ReadonlyMap<string, string>;
}

function rendered(folder: string, platform: string): Committed {
  const { platform: model } = loadPlatform(join(folder, `${platform}.yaml`));
  const synthesis = synthesize(buildApp(model));
  return { platform, model, synthesis, files: filesOf(synthesis) };
}

const profiles = PROFILE_NAMES.map((name) => rendered(EXAMPLES, name));

const others = [
  ...namesIn(EXAMPLES)
    .filter((name) => !profiles.some(({ platform }) => platform === name))
    .map((name) => rendered(EXAMPLES, name)),
  ...namesIn(OTHERS).map((name) => rendered(OTHERS, name)),
].map((other): Committed => {
  const profile = required(
    profiles.find(({ platform }) => platform === other.model.profile),
    `the example of the profile ${other.model.profile}`,
  );
  return { ...other, files: filesBeside(profile.files, new Map(other.files)) };
});

const everyPlatform = [...profiles, ...others];

describe.each(everyPlatform)('the platform $platform', ({ platform, synthesis, files }) => {
  test.each([...files])('writes %s as committed', (name, text) => {
    expect(text).toBeGenerated(`${MANIFESTS}/${platform}/${name}`);
  });

  test('has no findings', () => {
    expect(runChecks(synthesis)).toEqual([]);
  });

  test('lets pods connect to each other as their components declare, and not otherwise', () => {
    const { declared, undeclared, denied } = networkMatrix(synthesis);
    expect(declared.length).toBeGreaterThan(10);
    expect({ undeclared, denied }).toEqual({ undeclared: [], denied: [] });
  });

  test('creates each of its namespaces before the objects in it', () => {
    const manifests = synthesis.objects.map(({ manifest }) => manifest);
    const created = new Map(
      manifests.flatMap(({ kind, metadata: { name } }, index) =>
        kind === 'Namespace' ? [[name, index] as const] : [],
      ),
    );
    const early = manifests.filter(({ metadata: { namespace = '' } }, index) => index < (created.get(namespace) ?? -1));
    expect(created.size).toBeGreaterThan(0);
    expect(early.map(({ kind, metadata: { namespace, name } }) => `${kind} ${namespace}/${name}`)).toEqual([]);
  });
});

test('the standard platform is under 1.4 MB of YAML, and without logging under 1.2 MB', () => {
  const standard = profiles.find(({ platform }) => platform === 'standard');
  const sizes = standard
    ? [...renderFiles(standard.synthesis)].map(([name, text]) => [name, Buffer.byteLength(text)] as const)
    : [];
  const bytesOf = (files: typeof sizes): number => files.reduce((sum, [, size]) => sum + size, 0);
  expect(bytesOf(sizes)).toBeGreaterThan(800_000);
  expect(bytesOf(sizes)).toBeLessThan(1_400_000);
  expect(bytesOf(sizes.filter(([name]) => !/logging|fluentd/.test(name)))).toBeLessThan(1_200_000);
});

test('every committed manifest belongs to a platform', () => {
  const names = everyPlatform.flatMap(({ platform, files }) => [...files.keys()].map((name) => `${platform}/${name}`));
  expect(names).toBeAllFilesOf(MANIFESTS);
});

describe('rights that could lead to more rights', () => {
  const allowed = ALLOWED_POWERS.flatMap(({ who, may }) => who.map((name) => `${name} may ${may}`));

  test('match the list, over all platforms', () => {
    const found = everyPlatform.flatMap(({ model, synthesis }) =>
      powersOf(model, synthesis).map(({ who, may }) => `${who} may ${may}`),
    );
    expect([...new Set(found)].sort()).toEqual([...allowed].sort());
  });

  test('are the same in SECURITY.md', () => {
    const text = readFileSync(join(__dirname, '../SECURITY.md'), 'utf8');
    const [, section = ''] = /^## Rights that could lead further\n(.*?)^## /ms.exec(text) ?? [];
    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | *\|$/g, '').trim()));
    expect(rows).toEqual(
      ALLOWED_POWERS.map(({ who, may, because }) => [who.map((name) => `\`${name}\``).join(', '), may, because]),
    );
  });

  test('over pods of another namespace lead to no Secret and no ServiceAccount of the platform', () => {
    const { actions, functions } = namespacesOf(everyPlatform[0]!.model);
    const elsewhere = ALLOWED_POWERS.filter(({ may }) => /create pods .* in (?!its namespace)/.test(may));
    expect(elsewhere.map(({ may }) => may)).toEqual([
      `create pods (pods) in ${actions.path.join('.')}`,
      `create pods (deployments) in ${functions.path.join('.')}`,
    ]);
    const places = everyPlatform.flatMap(({ model, synthesis }) =>
      [namespacesOf(model).actions, namespacesOf(model).functions].map((place) => ({ ...place, synthesis })),
    );
    for (const { namespace, deployed, synthesis } of places) {
      if (!deployed) continue;
      const inside = synthesis.objects.filter(({ manifest }) => manifest.metadata.namespace === namespace);
      const kinds = new Set(inside.map(({ manifest }) => manifest.kind));
      expect(kinds).not.toContain('ServiceAccount');
      expect(kinds).toContain('NetworkPolicy');
      // No account of the namespace has a right, and no Secret of the platform is in it.
      const subjects = inside.flatMap(({ manifest }) => (manifest['subjects'] ?? []) as { namespace: string }[]);
      expect(subjects.map((subject) => subject.namespace)).not.toContain(namespace);
      // Tasks of functions have no account either.
      const tasks = inside.filter(({ manifest }) => manifest.kind === 'Job');
      expect(tasks.filter(({ manifest }) => JSON.stringify(manifest).includes('"serviceAccountName"'))).toEqual([]);
    }
  });
});
