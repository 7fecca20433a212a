import { join } from 'node:path';
import { stringify } from 'yaml';
import { buildApp } from '../charts/app';
import { runChecks } from '../lib/checks/all';
import { renderFiles } from '../lib/cli/write';
import { synthesize, type Manifest, type Synthesis } from '../lib/kube/synthesis';
import { loadPlatform } from '../lib/load/load';
import { PROFILE_NAMES } from '../lib/platform/model';

const example = (profile: string): string => join(__dirname, '..', 'stacks', 'platforms', `${profile}.yaml`);

describe.each(PROFILE_NAMES)('the example platform %s', (profile) => {
  const { platform } = loadPlatform(example(profile));
  const synthesis = synthesize(buildApp(platform));

  test('is written as before', () => {
    // The definitions are the operator's: lib/crds/schemas has them, and its tests hold them to their version.
    const ours = [...renderFiles(synthesis)].filter(([name]) => name !== '00-crds.k8s.yaml');
    for (const [name, content] of ours) expect(content).toMatchSnapshot(name);
  });

  test('has no findings', () => {
    expect(runChecks(synthesis)).toEqual([]);
  });

  test('is the same in every run', () => {
    expect(renderFiles(synthesize(buildApp(platform)))).toEqual(renderFiles(synthesis));
  });
});

/** What an object is called, whatever it says; the hash of a Job is of what it says. */
const nameOf = ({ kind, metadata }: Manifest): string =>
  `${kind} ${metadata.namespace ?? ''} ${metadata.name.replace(/-[0-9a-f]{8}$/, '')}`;

describe.each(['everything', 'docker'])('the platform %s of the tests', (name) => {
  const load = (file: string): Synthesis => synthesize(buildApp(loadPlatform(file).platform));
  const synthesis = load(join(__dirname, 'platforms', `${name}.yaml`));

  test('writes as before what no example has', () => {
    const known = new Set(load(example('production')).objects.map(({ manifest }) => nameOf(manifest)));
    const others = synthesis.objects.map(({ manifest }) => manifest).filter((manifest) => !known.has(nameOf(manifest)));
    expect(others.map((manifest) => stringify(manifest)).join('---\n')).toMatchSnapshot();
  });

  test('has no findings', () => {
    expect(runChecks(synthesis)).toEqual([]);
  });
});
