import { join } from 'node:path';
import { buildApp } from '../charts/app';
import { runChecks } from '../lib/checks/all';
import { renderFiles } from '../lib/cli/write';
import { synthesize } from '../lib/kube/synthesis';
import { loadPlatform } from '../lib/platform/load';
import { PROFILE_NAMES } from '../lib/platform/model';

const example = (profile: string): string => join(__dirname, '..', 'stacks', 'platforms', `${profile}.yaml`);

describe.each(PROFILE_NAMES)('the example platform %s', (profile) => {
  const { platform } = loadPlatform(example(profile));
  const synthesis = synthesize(buildApp(platform));

  test('is written as before', () => {
    // The definitions are the operator's: lib/prometheus/crds/schemas has them, and its tests hold them to their version.
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
