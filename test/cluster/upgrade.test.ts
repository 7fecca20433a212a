import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { synth } from '../../lib/cli/synth';
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

  it('to autoscalers keeps the numbers of pods with the commands that synth prints', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'faas-stack-upgrade-'));
    const cluster = await Cluster.start();
    try {
      const file = join(folder, 'platform.yaml');
      const write = (nginx: string, apigateway: string): string => {
        writeFileSync(file, `profile: lean\nopenwhisk: { nginx: { ${nginx} }, apigateway: { ${apigateway} } }\n`);
        return synth(file, join(folder, 'dist'));
      };
      const applyAll = () => cluster.kubectl('apply', '--server-side', '-f', join(folder, 'dist'));
      write('replicas: 3', 'replicas: 2');
      await applyAll();
      const printed = write('autoscaling: { max: 5 }', 'autoscaling: { max: 5 }');
      const commands = [...printed.matchAll(/^ {2}echo '(.*)' \| kubectl (.*) -f -$/gm)];
      assert.equal(commands.length, 2);
      // The API gateway shows what happens without.
      const [, object = '', options = ''] = commands.find(([command]) => command.includes('nginx')) ?? [];
      const own = join(folder, 'hand-over.json');
      writeFileSync(own, object);
      await cluster.kubectl(...options.split(' '), '-f', own);
      await applyAll();
      const replicas = async (name: string) =>
        cluster.kubectl('-n', NAMESPACE, 'get', 'deployment', name, '-o', 'jsonpath={.spec.replicas}');
      assert.deepEqual([await replicas('owdev-nginx'), await replicas('owdev-apigateway')], ['3', '1']);
    } finally {
      cluster.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
