import { App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { CrdsChart } from '../../charts/crds';
import { renderFiles } from '../../lib/cli/render-files';
import { amend } from '../../lib/kube/amend';
import { synthesize, type Manifest } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import { DEFINITIONS, MONITORING_KINDS } from '../../lib/crds/definitions';

const FILE = '00-crds.k8s.yaml';

function chart(app = new App()): CrdsChart {
  return new CrdsChart(app, 'crds', { platform: parsePlatform('name: t\nnamespace: ns').platform });
}

function manifests(from: CrdsChart): Manifest[] {
  return synthesize(from.node.root as App).objects.map(({ manifest }) => manifest);
}

test('the definitions of all kinds that platforms and their users write are in the first file, cluster-scoped, with our labels', () => {
  const { files } = synthesize(chart().node.root as App);
  expect(files.map(({ name }) => name)).toEqual([FILE]);
  const all = manifests(chart());
  expect(all.map(({ metadata }) => metadata.name).sort()).toEqual(
    MONITORING_KINDS.filter((kind) => kind !== 'PrometheusAgent' && kind !== 'ThanosRuler')
      .map((kind) => DEFINITIONS[kind].metadata.name)
      .sort(),
  );
  for (const { kind, metadata } of all) {
    expect(kind).toBe('CustomResourceDefinition');
    expect(metadata.namespace).toBeUndefined();
    expect(metadata.labels).toMatchObject({
      'app.kubernetes.io/name': 'prometheus-operator',
      'app.kubernetes.io/part-of': 'monitoring',
      'app.kubernetes.io/managed-by': 'faas-stack',
    });
  }
});

test('the file contains the synthesized definitions, in under 440 kB', () => {
  const text = renderFiles(synthesize(chart().node.root as App)).get(FILE) ?? '';
  const small = text.split('---\n').filter((document) => document.includes('name: prometheusrules'));
  const parsed = parseAllDocuments(small.join('---\n')).map((document) => document.toJS() as unknown);
  expect(parsed).toEqual(manifests(chart()).filter(({ metadata }) => metadata.name.startsWith('prometheusrules')));
  expect(text.length).toBeLessThan(440_000);
});

test('an amendment of one definition changes neither the next platform nor the validation', () => {
  const amended = chart();
  const definition = amended.node.findChild('Probe');
  amend(definition, { op: 'add', path: '/spec/names/shortNames/-', value: 'p' });
  const names = (from: CrdsChart): unknown =>
    manifests(from)
      .filter(({ metadata }) => metadata.name.startsWith('probes'))
      .map(({ spec }) => (spec as { names: { shortNames: string[] } }).names.shortNames);
  expect(names(amended)).toEqual([['prb', 'p']]);
  expect(names(chart())).toEqual([['prb']]);
});
