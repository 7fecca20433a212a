import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildApp } from '../charts/app';
import { runChecks } from '../lib/checks/all';
import { renderFiles } from '../lib/cli/render-files';
import { textFilesOf } from '../lib/kube/config-files';
import { synthesize, type Manifest, type Synthesis } from '../lib/kube/synthesis';
import { loadPlatform } from '../lib/load/load';
import './support/generated';

const EXAMPLES = join(__dirname, '../stacks/platforms');
const OTHERS = join(__dirname, 'platforms');
const MANIFESTS = 'test/manifests';
/** Definitions of custom resources are the operator's own: test/crds holds them to their version. */
const DEFINITIONS = '00-crds.k8s.yaml';

const namesIn = (folder: string): string[] => readdirSync(folder).map((file) => basename(file, '.yaml'));
const synthesisOf = (file: string): Synthesis => synthesize(buildApp(loadPlatform(file).platform));

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
  readonly synthesis: Synthesis;
  /** Texts of the committed files by name. */
  readonly files: ReadonlyMap<string, string>;
}

const examples: Committed[] = namesIn(EXAMPLES).map((platform) => {
  const synthesis = synthesisOf(join(EXAMPLES, `${platform}.yaml`));
  return { platform, synthesis, files: filesOf(synthesis) };
});

const others: Committed[] = namesIn(OTHERS).map((name) => {
  const { platform } = loadPlatform(join(OTHERS, `${name}.yaml`));
  const synthesis = synthesize(buildApp(platform));
  const example = examples.find((candidate) => candidate.platform === platform.profile);
  if (!example) throw new Error(`${name}.yaml: no example has the profile ${platform.profile}`);
  return { platform: name, synthesis, files: filesBeside(example.files, filesOf(synthesis)) };
});

const everyPlatform = [...examples, ...others];

describe.each(everyPlatform)('the platform $platform', ({ platform, synthesis, files }) => {
  test.each([...files])('writes %s as committed', (name, text) => {
    expect(text).toBeGenerated(`${MANIFESTS}/${platform}/${name}`);
  });

  test('has no findings', () => {
    expect(runChecks(synthesis)).toEqual([]);
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

test('the standard platform is under 1.2 MB of YAML', () => {
  const standard = examples.find(({ platform }) => platform === 'standard');
  const sizes = standard ? [...renderFiles(standard.synthesis).values()].map((text) => Buffer.byteLength(text)) : [];
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(800_000);
  expect(bytes).toBeLessThan(1_200_000);
});

test('every committed manifest belongs to a platform', () => {
  const names = everyPlatform.flatMap(({ platform, files }) => [...files.keys()].map((name) => `${platform}/${name}`));
  expect(names).toBeAllFilesOf(MANIFESTS);
});
