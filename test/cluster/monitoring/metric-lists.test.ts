import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { readExposition, type ServedFamily } from '../../../lib/mixins/families/exposition';
import { metricList, type MetricList } from '../../../lib/mixins/stability/metric-list';
import { compareScrapes, contradictions } from '../../../lib/mixins/stability/scrapes';
import { VersionedApiServer } from '../api-server';
import { buildTools } from '../build-tools';
import { until } from '../wait';
import { PROVOKED } from '../../mixins/stability/provoked';
import { API_SERVERS, VERSIONS, type Version } from '../versions';

/** A metric that 1.37 hides, and serves again with the flag. */
const HIDDEN = 'apiserver_storage_objects';

async function served(version: Version, flags: Readonly<Record<string, string>> = {}): Promise<ServedFamily[]> {
  const server = await VersionedApiServer.start(version, flags);
  try {
    return readExposition(await server.metrics());
  } finally {
    server.stop();
  }
}

describe('the lists of metrics', () => {
  const texts = new Map<Version, ServedFamily[]>();

  before(async () => {
    for (const version of VERSIONS) texts.set(version, await served(version));
  });

  for (const version of VERSIONS) {
    it(`have what the API server of ${version} serves, with type, class, deprecation, labels and buckets`, (t) => {
      const families = texts.get(version) ?? [];
      assert.ok(families.length > 200, `only ${families.length} families`);
      assert.deepEqual(contradictions(families, metricList(version)), []);
      t.diagnostic(`${families.length} families`);
    });
  }

  it('differ between two versions as the API servers do', (t) => {
    const [from, to] = [VERSIONS.at(-2), VERSIONS.at(-1)];
    assert.ok(from && to);
    const changes = compareScrapes(texts.get(from) ?? [], texts.get(to) ?? []);
    const [before, now] = [metricList(from), metricList(to)];
    const unlisted = changes.filter(({ name, what }) => {
      const series = (list: MetricList) => list.metricOf(name) ?? list.metricOf(`${name}_sum`);
      const [was, is] = [series(before), series(now)];
      if (what === 'class') return was?.stability === is?.stability;
      if (what === 'type') return was?.type === is?.type;
      if (what === 'deprecated') return was?.deprecated === is?.deprecated;
      if (what === 'buckets') return was?.buckets.join() === is?.buckets.join();
      // Families and labels appear with events and feature gates too.
      return what === 'new' && !is;
    });
    assert.deepEqual(unlisted, []);
    t.diagnostic(`${changes.length} changes from ${from} to ${to}`);
  });
});

describe('a hidden metric', () => {
  it('is served with the flag for the previous version only', async () => {
    const names = (families: readonly ServedFamily[]): string[] => families.map(({ name }) => name);
    assert.ok(!names(await served('1.37')).includes(HIDDEN));
    assert.ok(names(await served('1.37', { 'show-hidden-metrics-for-version': '1.36' })).includes(HIDDEN));
  });

  it('is refused for another version', async () => {
    const program = API_SERVERS['1.37'];
    const { [program]: binary } = await buildTools(() => undefined, [program]);
    const folder = mkdtempSync(join(tmpdir(), 'faas-stack-hidden-'));
    const key = join(folder, 'key.pem');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(key, privateKey.export({ type: 'pkcs1', format: 'pem' }));
    const refusal = (version: string): string => {
      const flags = {
        'show-hidden-metrics-for-version': version,
        'etcd-servers': 'http://127.0.0.1:1',
        'service-account-issuer': 'https://issuer.example.org',
        'service-account-key-file': key,
        'service-account-signing-key-file': key,
        'cert-dir': folder,
        // Not allowed either: the program lists everything that is wrong and ends.
        'secure-port': '0',
      };
      const args = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
      return spawnSync(binary, args, { encoding: 'utf8', timeout: 60_000 }).stderr;
    };
    for (const version of ['1.34', '1.35', '1.37', '1.38'])
      assert.match(refusal(version), /showHiddenMetricsForVersion.*only the previous minor version is allowed/);
    assert.doesNotMatch(refusal('1.36'), /showHiddenMetricsForVersion/);
  });
});

describe('metrics that appear with an event', () => {
  it('of the API server: a call of a webhook', async () => {
    const server = await VersionedApiServer.start('1.37');
    try {
      const { errors } = await server.apply([
        {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingWebhookConfiguration',
          metadata: { name: 'unreachable' },
          webhooks: [
            {
              name: 'unreachable.example.org',
              admissionReviewVersions: ['v1'],
              clientConfig: { url: 'https://127.0.0.1:1/' },
              failurePolicy: 'Ignore',
              rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['namespaces'] }],
              sideEffects: 'None',
              timeoutSeconds: 1,
            },
          ],
        },
      ]);
      assert.deepEqual(errors, []);
      let created = 0;
      const missing = async (): Promise<string[]> => {
        created += 1;
        await server.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `with-webhook-${created}` } }]);
        const names = readExposition(await server.metrics())
          .filter(({ labels }) => labels.length > 0)
          .map(({ name }) => name);
        return PROVOKED.apiserver.filter((name) => !names.includes(name));
      };
      await until(async () => (await missing()).length === 0, {
        timeoutSeconds: 30,
        what: 'all of them are served',
      });
    } finally {
      server.stop();
    }
  });
});
