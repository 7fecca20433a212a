import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildApp } from '../../../charts/app';
import { GATEWAY_GROUP } from '../../../lib/crds/version';
import { synthesize } from '../../../lib/kube/synthesis';
import { loadPlatform } from '../../../lib/load/load';
import { Cluster } from '../harness';
import { SOURCES } from '../sources';
import type { Manifest } from '../wire-types';
import { gatewayDefinitions } from './definitions';

/** The objects of the Gateway API of a platform with all five programs. */
const { objects } = synthesize(buildApp(loadPlatform(join(SOURCES, '../platforms/gateway.yaml')).platform));
const ours = objects.map(({ manifest }) => manifest).filter(({ apiVersion }) => apiVersion.startsWith(GATEWAY_GROUP));

describe('objects of the Gateway API, on a real API server with its definitions', () => {
  let cluster: Cluster;
  before(async () => {
    cluster = await Cluster.start();
    const definitions = await gatewayDefinitions();
    const { errors } = await cluster.apply(definitions);
    assert.deepEqual(errors, []);
  });
  after(() => cluster?.stop());

  it('are accepted under strict validation, without warnings, and unchanged by a second apply', async (t) => {
    const spaces = [...new Set(ours.map(({ metadata }) => metadata.namespace ?? ''))].map((name): Manifest => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    }));
    const { errors, warnings, created } = await cluster.apply([...spaces, ...ours]);
    assert.deepEqual([errors, warnings], [[], []]);
    assert.equal(created.length, spaces.length + ours.length);
    assert.deepEqual([...new Set(ours.map(({ kind }) => kind))].sort(), ['Gateway', 'HTTPRoute', 'ReferenceGrant']);
    const again = await cluster.apply(ours);
    assert.deepEqual([again.errors, again.changed, again.created], [[], [], []]);
    t.diagnostic(`${ours.length} objects`);
  });

  const refused = async (change: (spec: Record<string, unknown>) => Record<string, unknown>): Promise<string> => {
    const route = ours.find(({ kind }) => kind === 'HTTPRoute');
    assert.ok(route);
    const spec = change(route['spec'] as Record<string, unknown>);
    const { errors } = await cluster.apply([{ ...route, spec }], { dryRun: true });
    return errors.map(({ message }) => message).join();
  };

  it('are refused with an unknown field', async () => {
    assert.match(await refused((spec) => ({ ...spec, timeouts: {} })), /field not declared in schema/);
  });

  it('are refused where our rules refuse a platform file: one Gateway twice', async () => {
    const parentRefs = [{ name: 'shared' }, { name: 'shared' }];
    assert.match(await refused((spec) => ({ ...spec, parentRefs })), /sectionName must be unique/);
  });
});
