import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { parseAllDocuments } from 'yaml';
import { Cluster } from './harness';
import { NAMESPACE, platformApp } from './platform-app';
import { SOURCES } from './sources';
import type { Manifest } from './wire-types';

const SNAPSHOTS = 'test/__snapshots__/snapshots.test.ts.snap';

/** The first manifests of the platform standard that this project wrote; a release may take their place. */
function baseline(): string {
  return readFileSync(join(SOURCES, 'baseline', 'standard.k8s.yaml'), 'utf8');
}

/** What the commit before the newest one wrote for the platform standard; nothing in a clone without history. */
function previousCommit(): string | undefined {
  let text: string;
  try {
    text = execFileSync('git', ['show', `HEAD~1:${SNAPSHOTS}`], {
      cwd: SOURCES,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
  // A snapshot file is a script that fills `exports`; each value is the text in quotes, on lines of its own.
  const snapshots: Record<string, string> = {};
  runInNewContext(text, { exports: snapshots });
  const standard = Object.keys(snapshots).find((name) => name.startsWith('the example platform standard is written'));
  return snapshots[standard ?? '']?.trim().slice(1, -1);
}

async function upgradeFrom(text: string): Promise<string> {
  const before = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
  const now = platformApp('profile: standard');
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

  it('from the commit before changes no immutable field', async (t) => {
    const previous = previousCommit();
    // A clone without history has the test above.
    t.diagnostic(previous ? await upgradeFrom(previous) : 'no history here');
  });
});
