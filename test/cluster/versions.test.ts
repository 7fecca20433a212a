import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildApp } from '../../charts/app';
import { synthesize } from '../../lib/kube/synthesis';
import { FEATURE_LIST, hasFeature } from '../../lib/kube/kubernetes-versions';
import { parsePlatform } from '../../lib/load/load';
import { BOARDS } from '../../lib/mixins';
import { exampleFiles, inVersion } from '../support/example-files';
import { VersionedApiServer } from './api-server';
import { FEATURE_OBJECTS } from './feature-objects';
import { VERSIONS } from './versions';
import type { Manifest } from './wire-types';

/** Kinds of programs that the cluster brings. */
const FOREIGN = /^(keda\.sh|cert-manager\.io|gateway\.networking\.k8s\.io|openfaas\.com)\//;

/** The text of all rules of the standard platform and of all dashboards. */
const QUERIES = [
  ...synthesize(buildApp(parsePlatform('profile: standard').platform))
    .objects.filter(({ manifest: { kind } }) => kind === 'PrometheusRule')
    .map(({ manifest }) => manifest),
  ...BOARDS.map(({ sources, build }) => build(sources)),
].map((one) => JSON.stringify(one));

for (const version of VERSIONS) {
  describe(`the API server of Kubernetes ${version}`, () => {
    let server: VersionedApiServer;

    before(async () => {
      server = await VersionedApiServer.start(version);
    });
    after(() => server?.stop());

    it('is of that version', async (t) => {
      const program = await server.version();
      assert.ok(program.startsWith(`v${version}.`), program);
      t.diagnostic(program);
    });

    it('serves no deprecated metric that rules or dashboards use', async (t) => {
      const text = await server.metrics();
      const served = [...text.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name = '', help = '']) => ({ name, help }));
      const used = served.filter(({ name }) => QUERIES.some((query) => query.includes(name)));
      assert.ok(used.length > 10, `only ${used.length} metrics of rules and dashboards are served`);
      assert.deepEqual(
        used.filter(({ help }) => help.includes('(Deprecated since')),
        [],
      );
      t.diagnostic(`${used.length} metrics`);
    });

    const stored = new Set<string>();
    /** A dry run creates neither the namespaces of its objects nor the kinds. */
    async function prepare(objects: readonly Manifest[]): Promise<void> {
      const namespaces = objects.map(({ metadata: { namespace } }) => namespace).filter((name) => name !== undefined);
      const needed: Manifest[] = [
        ...[...new Set(namespaces)].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
        ...objects.filter(({ kind }) => kind === 'CustomResourceDefinition'),
      ];
      const fresh = needed.filter(({ kind, metadata: { name } }) => !stored.has(`${kind} ${name}`));
      for (const { kind, metadata } of fresh) stored.add(`${kind} ${metadata.name}`);
      const { errors, warnings, dropped } = await server.apply(fresh);
      assert.deepEqual({ errors, warnings, dropped }, { errors: [], warnings: [], dropped: [] });
    }

    it('has the features that the table states, and drops or refuses the others', async (t) => {
      const wrong: string[] = [];
      for (const { name, before } of FEATURE_LIST) {
        const { errors, dropped } = await server.apply([FEATURE_OBJECTS[name]], { dryRun: true });
        const reaction =
          errors.length > 0 ? 'refuses the object' : dropped.length > 0 ? 'drops the field' : 'accepts it';
        const expected = hasFeature(name, version) ? 'accepts it' : before;
        if (reaction !== expected)
          wrong.push(`${name}: ${reaction}, not ${expected} ${JSON.stringify([errors, dropped])}`);
      }
      assert.deepEqual(wrong, []);
      t.diagnostic(`${FEATURE_LIST.length} features`);
    });

    it('accepts every object of every example, keeps all of its fields, and warns of none', async (t) => {
      const checked = new Set<string>();
      const files = exampleFiles();
      let refused = 0;
      for (const file of files) {
        const example = inVersion(file, version);
        refused += example.refused.length;
        const objects = synthesize(buildApp(example.loaded.platform)).objects.map(({ manifest }) => manifest);
        await prepare(objects);
        // Objects that two examples share are checked once.
        const fresh = objects.filter((object) => {
          if (FOREIGN.test(object.apiVersion)) return false;
          const text = JSON.stringify(object);
          return checked.has(text) ? false : checked.add(text);
        });
        const { errors, warnings, dropped } = await server.apply(fresh, { dryRun: true });
        assert.deepEqual({ errors, warnings, dropped }, { errors: [], warnings: [], dropped: [] }, file.name);
      }
      t.diagnostic(`${files.length} platform files, ${checked.size} different objects, ${refused} values left out`);
      assert.ok(files.length >= 17 && checked.size > 500);
    });
  });
}
