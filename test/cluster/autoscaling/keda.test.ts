import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { buildApp } from '../../../charts/app';
import { cronMistake } from '../../../lib/autoscaling/keda/cron';
import { TRIGGERS, type TriggerType } from '../../../lib/crds/keda-triggers';
import { synthesize } from '../../../lib/kube/synthesis';
import { loadPlatform } from '../../../lib/load/load';
import { Cluster } from '../harness';
import { NIGHTLY } from '../nightly';
import { Authority } from '../pki';
import { SOURCES } from '../sources';
import type { Manifest } from '../wire-types';
import { kedaDriver, kedaModule, keysRead } from './keda-module';

interface Trigger {
  readonly type: string;
  readonly metricType?: string;
  readonly metadata: Readonly<Record<string, string>>;
}

type Scaler = Manifest & { readonly spec: { readonly triggers: readonly Trigger[] } };
type Authentication = Manifest & {
  readonly spec: { readonly secretTargetRef: readonly { readonly parameter: string }[] };
};

/** Every setting of KEDA is in this platform. */
const { objects } = synthesize(buildApp(loadPlatform(join(SOURCES, '../platforms/tuned.yaml')).platform));
const manifests = objects.map(({ manifest }) => manifest);
const scalers = manifests.filter(({ kind }) => kind === 'ScaledObject') as Scaler[];
const authentications = manifests.filter(({ kind }) => kind === 'TriggerAuthentication') as Authentication[];

describe("KEDA's own definitions, on a real API server", () => {
  let cluster: Cluster;
  before(async () => {
    cluster = await Cluster.start();
  });
  after(() => cluster?.stop());

  it('accept every ScaledObject and TriggerAuthentication under strict validation', async (t) => {
    const folder = join(await kedaModule(), 'config/crd/bases');
    const definitions = ['scaledobjects', 'triggerauthentications'].map(
      (plural) => parse(readFileSync(join(folder, `keda.sh_${plural}.yaml`), 'utf8')) as Manifest,
    );
    const spaces = [...new Set(scalers.map(({ metadata }) => metadata.namespace ?? ''))].map((name): Manifest => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    }));
    const { errors, warnings, created } = await cluster.apply([
      ...definitions,
      ...spaces,
      ...authentications,
      ...scalers,
    ]);
    assert.deepEqual([errors, warnings], [[], []]);
    t.diagnostic(`${scalers.length} ScaledObjects, ${authentications.length} TriggerAuthentications`);
    assert.equal(created.length, definitions.length + spaces.length + authentications.length + scalers.length);
    const again = await cluster.apply([...authentications, ...scalers]);
    assert.deepEqual([again.errors, again.changed, again.created], [[], [], []]);
  });

  it('refuse an unknown field', async () => {
    const [scaler] = scalers;
    assert.ok(scaler);
    const wrong = { ...scaler, spec: { ...scaler.spec, cooldown: 5 } };
    const { errors } = await cluster.apply([wrong], { dryRun: true });
    assert.match(errors.map(({ message }) => message).join(), /cooldown/);
  });
});

describe("the source of KEDA's triggers", () => {
  /** Identities of the clouds, which no trigger of ours uses. */
  const CLOUDS = /^(aws|gcp|azure|podIdentity|identityOwner)/;

  for (const type of Object.keys(TRIGGERS) as TriggerType[]) {
    it(`reads exactly the keys that are data here: ${type}`, async () => {
      const read = keysRead(await kedaModule(), type);
      const { metadata, authentication } = TRIGGERS[type];
      const known = (keys: readonly string[]) => [...keys].filter((key) => !CLOUDS.test(key)).sort();
      assert.deepEqual(known(read.metadata), known(metadata));
      assert.deepEqual(known(read.authentication), known(authentication));
    });
  }

  it('reads every parameter of a TriggerAuthentication', async () => {
    const folder = await kedaModule();
    for (const { spec, metadata } of authentications) {
      const type = metadata.name.includes('kafka') ? 'kafka' : 'prometheus';
      const { authentication } = keysRead(folder, type);
      for (const { parameter } of spec.secretTargetRef) assert.ok(authentication.includes(parameter), parameter);
    }
  });
});

describe("KEDA's own scalers", { skip: !NIGHTLY && 'nightly: the driver takes minutes to build' }, () => {
  let driver: string;
  let certificate: { readonly cert: string; readonly key: string };

  before(async () => {
    driver = await kedaDriver();
    const folder = mkdtempSync(join(tmpdir(), 'keda-'));
    const { key, cert } = await (await Authority.create(folder, 'ca')).issue('client', { user: 'keda' });
    certificate = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
    rmSync(folder, { recursive: true });
  });

  /** What KEDA refuses of each object. */
  function refused(all: readonly object[]): string[][] {
    const { cert, key } = certificate;
    const values: Readonly<Record<string, string>> = { ca: cert, cert, key };
    const parameters = Object.fromEntries(
      authentications.map(({ metadata, spec }) => [
        metadata.name,
        Object.fromEntries(spec.secretTargetRef.map(({ parameter }) => [parameter, values[parameter] ?? 'secret'])),
      ]),
    );
    const input = JSON.stringify({ objects: all, parameters });
    return JSON.parse(execFileSync(driver, { input, encoding: 'utf8' })) as string[][];
  }

  const withTrigger = (trigger: Trigger, spec: object = {}): object => ({
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'x', namespace: 'shop' },
    spec: { scaleTargetRef: { name: 'x' }, triggers: [trigger], ...spec },
  });
  const cron = (start: string): object =>
    withTrigger({ type: 'cron', metadata: { timezone: 'Etc/UTC', start, end: '59 23 31 12 *', desiredReplicas: '2' } });

  it('accept every trigger and every ScaledObject', () => {
    assert.deepEqual(
      refused(scalers),
      scalers.map(() => []),
    );
  });

  it('refuse what they cannot read', () => {
    const kafka = { bootstrapServers: '127.0.0.1:1', consumerGroup: 'g', topic: 't' };
    const found = refused([
      withTrigger({ type: 'kafka', metadata: { ...kafka, version: '4' } }),
      withTrigger({ type: 'kafka', metadata: { ...kafka, sasl: 'plaintext' } }),
      withTrigger({
        type: 'kafka',
        metadata: { ...kafka, allowIdleConsumers: 'true', limitToPartitionsWithLag: 'true' },
      }),
      withTrigger({ type: 'prometheus', metadata: { serverAddress: 'http://p', query: 'q', threshold: '1Ki' } }),
      withTrigger(
        { type: 'cpu', metricType: 'Utilization', metadata: { value: '50' } },
        { fallback: { failureThreshold: 3, replicas: 1 } },
      ),
      withTrigger({ type: 'kafka', metadata: kafka }, { minReplicaCount: 2, idleReplicaCount: 2 }),
      cron('@daily'),
    ]);
    assert.deepEqual(
      found.map(({ length }) => length),
      [1, 1, 1, 1, 1, 1, 1],
      JSON.stringify(found),
    );
  });

  it('read the schedules that ours reads, and refuse the others', (t) => {
    const fields = [
      '*',
      '?',
      '0',
      '7',
      '59',
      '60',
      '1-5',
      '5-1',
      '*/2',
      '3/4',
      '0/0',
      '1,2',
      'mon',
      'jan',
      'a',
      '31',
      '',
    ];
    // A fixed sequence: the same schedules in every run.
    let state = 1;
    const next = (count: number): number => (state = (state * 48271) % 2147483647) % count;
    const schedules = Array.from({ length: 600 }, () =>
      Array.from(
        { length: next(8) === 0 ? 4 + next(3) : 5 },
        () => fields[next(3) === 0 ? next(fields.length) : 0],
      ).join(' '),
    ).filter((text) => text.trim() !== '');
    const found = refused(schedules.map(cron));
    const differing = schedules.filter((text, index) => {
      const mistake = cronMistake(text);
      // A date that does not exist is read by KEDA, and never occurs.
      return (mistake !== undefined && !mistake.includes('never occurs')) !== (found[index]?.length ?? 0) > 0;
    });
    assert.deepEqual(differing, []);
    t.diagnostic(`${schedules.length} schedules, ${found.filter(({ length }) => length > 0).length} refused`);
  });
});
