import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { synthesizeFile } from '../../../lib/cli/platform';
import { planResources } from '../../../lib/pulumi/plan';
import program from '../../../stacks/index';
import { Cluster } from '../harness';
import { standardNodes } from '../nodes';
import { configure, Engine, PLATFORMS, Steps, type EngineStack } from './engine';

describe('pulumi up that is interrupted', () => {
  const { synthesis } = synthesizeFile(join(PLATFORMS, 'lean.yaml'));
  const names = planResources(synthesis)
    .map(({ name }) => name)
    .sort();
  let cluster: Cluster;
  let faas: EngineStack;

  before(async () => {
    cluster = await Cluster.start({ nodes: standardNodes() });
    faas = await (await Engine.start(cluster)).stack('lean', program);
    await configure(faas, cluster, 'lean');
  });
  after(() => cluster?.stop());

  it('completes when it is repeated', async (t) => {
    const abort = new AbortController();
    const first = new Steps();
    await assert.rejects(
      faas.stack.up({
        signal: abort.signal,
        onEvent: (event) => {
          first.listen(event);
          if (first.names('create').length > names.length / 2) abort.abort();
        },
      }),
    );
    const done = first.names('create');
    assert.ok(done.length < names.length, 'it was finished before it was interrupted');
    const second = new Steps();
    await faas.stack.up({ onEvent: second.listen });
    assert.deepEqual([...new Set([...done, ...second.names('create')])].sort(), names);
    const { summary } = await faas.stack.up();
    assert.deepEqual(Object.keys(summary.resourceChanges ?? {}), ['same']);
    t.diagnostic(`${done.length} of ${names.length} objects before the interruption`);
  });
});
