import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { Cluster } from './harness';
import { NAMESPACE, platformApp } from './platform-app';
import { SOURCES } from './sources';
import type { Manifest } from './wire-types';

/** The committed manifests of the platform standard, without its monitoring. */
const MANIFESTS = ['10-actions', '20-openwhisk'].map((chart) => `test/manifests/standard/${chart}.k8s.yaml`);

/** The first manifests of the platform standard that this project wrote; a release may take their place. */
function baseline(): string {
  return readFileSync(join(SOURCES, 'baseline', 'standard.k8s.yaml'), 'utf8');
}

/** The manifests of the platform standard in the commit before the newest one; nothing in a clone without history. */
function previousCommit(): string | undefined {
  try {
    const show = (file: string): string =>
      execFileSync('git', ['show', `HEAD~1:${file}`], {
        cwd: SOURCES,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    return MANIFESTS.map(show).join('---\n');
  } catch {
    return undefined;
  }
}

async function upgradeFrom(text: string): Promise<string> {
  const before = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
  const now = platformApp('profile: standard\nautoscaling: { enabled: true }');
  const cluster = await Cluster.start();
  try {
    assert.deepEqual((await cluster.apply(before)).errors, []);
    await cluster.ready(NAMESPACE, { timeoutSeconds: 120 });
    const { errors, warnings, created, changed } = await cluster.apply(now.manifests);
    assert.deepEqual([errors, warnings], [[], []]);
    await cluster.ready(NAMESPACE, { timeoutSeconds: 120 });
    return `${before.length} objects before, ${changed.length} changed, ${created.length} new`;
  } finally {
    cluster.stop();
  }
}

describe('an upgrade of the platform standard', () => {
  it('from the first manifests changes no immutable field', async (t) => {
    t.diagnostic(await upgradeFrom(baseline()));
  });

  it('from the previous commit changes no immutable field', async (t) => {
    const previous = previousCommit();
    // A clone without history has the test above.
    t.diagnostic(previous ? await upgradeFrom(previous) : 'no history here');
  });
});
