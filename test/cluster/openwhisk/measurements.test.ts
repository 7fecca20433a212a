import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { familiesOf as catalogue } from '../../../lib/mixins/catalogue';
import { familiesOf, untaggedNames, type Marker } from '../../../lib/mixins/families/kamon';
import { CONTROLLER, INVOKER, SCHEDULER } from '../../../lib/mixins/openwhisk/markers';
import { jvmOptions } from '../../openwhisk/contract/image';
import { Manifests } from '../../support/platform';
import { readExposition } from '../../../lib/mixins/families/exposition';
import { requireProgram } from '../scripts/programs';
import { metricsConf } from './application-conf';
import { compiled } from './java';

const run = promisify(execFile);

/** Everything that the programs of OpenWhisk measure, once. */
const MARKERS = [
  ...new Map(
    [...CONTROLLER, ...INVOKER, ...SCHEDULER].map((marker) => [`${marker.kind} ${marker.name}`, marker]),
  ).values(),
];

const STATES = {
  counter: [['counter', '']],
  gauge: [['gauge', '']],
  histogram: [['histogram', '']],
  operation: [
    ['counter', '_start'],
    ['counter', '_error'],
    ['histogram', '_finish'],
    ['histogram', '_error'],
  ],
} as const;

/** Values that labels have, some with characters that no name of a metric may have. */
const valueOf = (label: string): string =>
  label === 'action' ? 'guest/hello@0.0.1' : label === 'kind' ? 'nodejs:20' : '0';

/** The measurements of a marker, as the test's program reads them. OpenWhisk separates the label in a name by a dot. */
function measurementsOf({ kind, name, unit, labels = [], untagged = name }: Marker): string[] {
  const tags = labels.map((label) => `${label}=${valueOf(label)}`).join(',');
  const plain = untagged.replace(
    /_?<(\w+)>/g,
    (part, label: string) => (part.startsWith('_') ? '.' : '') + valueOf(label),
  );
  return STATES[kind].map(([measured, state]) => [measured, unit ?? '', name + state, tags, plain + state].join('\t'));
}

for (const generation of ['akka', 'pekko'] as const) {
  describe(`Kamon's reporter in a controller of the generation ${generation}`, () => {
    let folder: string;
    let classes: string;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'faas-stack-kamon-'));
      writeFileSync(join(folder, 'application.conf'), metricsConf());
      classes = `${folder}:${await compiled('Measurements', 'kamon', folder)}`;
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    /** What it serves with the environment and the options of a platform. */
    async function served(metrics: string) {
      const manifests = Manifests.of(`openwhisk: { actorSystem: ${generation}, metrics: { ${metrics} } }`);
      const env = manifests.env('controller');
      const options = jvmOptions(generation, 'controller', env, '10.244.0.1');
      const running = run(requireProgram('java'), [...options, '-cp', classes, 'Measurements'], {
        env,
        maxBuffer: 2 ** 24,
        timeout: 60_000,
      });
      running.child.stdin?.end(
        MARKERS.flatMap(measurementsOf)
          .map((line) => `${line}\n`)
          .join(''),
      );
      return (await running).stdout;
    }

    const isOfProcess = (name: string): boolean => /^(jvm|process|kamon)_/.test(name);

    it('serves with tags the names, types and labels of the catalogue, and buckets of times up to 10 s', async () => {
      const text = await served('prometheus: true');
      const families = readExposition(text).filter(({ name }) => !isOfProcess(name));
      const written = (all: readonly { name: string; type: string; labels: readonly string[] }[]): string[] =>
        all.map(({ name, type, labels }) => [name, type, ...[...labels].sort()].join(' ')).sort();
      assert.deepEqual(written(families), written(familiesOf(MARKERS, new Set())));
      const known = new Map(catalogue('openwhisk-controller').map(({ name, type }) => [name, type]));
      const ofProcess = readExposition(text).filter(({ name }) => isOfProcess(name));
      assert.ok(ofProcess.length > 15);
      assert.deepEqual(
        ofProcess.filter(({ name, type }) => known.get(name) !== type),
        [],
      );
      const bounds = [...text.matchAll(/^histogram_\w+_seconds_bucket\{.*le="([^"+]+)"/gm)].map(([, bound]) =>
        Number(bound),
      );
      assert.ok(bounds.length > 100);
      assert.equal(Math.max(...bounds), 10);
    });

    it('serves without tags names that have the values of labels in them, and no labels', async () => {
      const families = readExposition(await served('prometheus: true, kamonTags: false')).filter(
        ({ name }) => !isOfProcess(name),
      );
      const patterns = untaggedNames(MARKERS).map((pattern) => new RegExp(`^${pattern}$`));
      const names = families.map(({ name }) => name);
      assert.deepEqual(
        names.filter((name) => !patterns.some((pattern) => pattern.test(name))),
        [],
      );
      assert.deepEqual(
        patterns.filter((pattern) => !names.some((name) => pattern.test(name))),
        [],
      );
      assert.deepEqual(
        families.filter(({ labels }) => labels.length > 0),
        [],
      );
    });

    it('is not there without metrics', async () => {
      assert.equal(await served('prometheus: false'), '');
    });
  });
}
