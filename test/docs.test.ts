import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { buildApp } from '../charts/app';
import { synthesize } from '../lib/kube/synthesis';
import { parsePlatform } from '../lib/load/load';
import { platformSchema } from '../lib/platform/model';
import { synthesizeLoaded } from '../lib/render';
import { yamlBlocks } from './support/example-files';
import { networkMatrix } from './support/network-matrix';

const ROOT = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const markdown = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));

/** Every page; test/mixins has tests of the runbooks. */
const PAGES = [...markdown('.'), ...markdown('docs'), ...markdown('docs/clusters'), ...markdown('docs/design')];
/** Earlier states: their paths and numbers were right at their time. */
const HISTORY = /^(CHANGELOG|docs\/design\/)/;
const CURRENT = PAGES.filter((page) => !HISTORY.test(page));

test('links of the documentation lead to files that exist', () => {
  const dead = PAGES.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .filter(([, target = '']) => !existsSync(join(ROOT, dirname(page), target)))
      .map(([, target]) => `${page}: ${target}`),
  );
  expect(dead).toEqual([]);
});

test('paths in the documentation exist', () => {
  const dead = CURRENT.flatMap((page) =>
    [...read(page).matchAll(/`((?:lib|charts|stacks|test|docs|schema)\/[\w./-]+)`/g)]
      .filter(([, path = '']) => !existsSync(join(ROOT, path)))
      .map(([, path]) => `${page}: ${path}`),
  );
  expect(dead).toEqual([]);
});

test('numbers of alerts and of options of the Helm chart are the real ones', () => {
  const real: Readonly<Record<string, number>> = {
    alerts: readdirSync(join(ROOT, 'docs/runbooks')).length - 1,
    options: Object.keys(parse(read('test/load/helm/options.json')) as object).length,
  };
  const counts = CURRENT.flatMap((page) =>
    [...read(page).matchAll(/\b(\d{2,}) (alerts|options)\b/g)].map((count) => [page, ...count]),
  );
  expect(counts.length).toBeGreaterThan(2);
  const wrong = counts.filter(([, , number, what = '']) => Number(number) !== real[what]);
  expect(wrong.map(([page, text, , what = '']) => `${page}: ${text}, but there are ${real[what]}`)).toEqual([]);
});

/** Examples of platform files in the documentation, each with its page. */
const examples = PAGES.flatMap((page) => yamlBlocks(read(page)).map((text) => ({ page, text }))).filter(({ text }) =>
  Object.keys(parse(text) as object).some((key) => key in platformSchema.shape),
);

test.each(examples)('an example in $page is a platform file: $text', ({ text }) => {
  expect(() => parsePlatform(text)).not.toThrow();
});

const clusters = examples.filter(({ page }) => page.startsWith('docs/clusters/'));

test('every page of a cluster has one platform file', () => {
  const pages = markdown('docs/clusters').filter((page) => !page.endsWith('README.md'));
  expect(clusters.map(({ page }) => page)).toEqual(pages);
});

test.each(clusters)(
  'the platform of $page has no findings, and network policies that allow what components declare',
  ({ text }) => {
    const synthesis = synthesizeLoaded(parsePlatform(text));
    expect(synthesis.objects.length).toBeGreaterThan(50);
    const { undeclared, denied } = networkMatrix(synthesis);
    expect({ undeclared, denied }).toEqual({ undeclared: [], denied: [] });
  },
);

test('no pod of the platform listens at a port of the API server of any cluster', () => {
  const ports = clusters.flatMap(({ text }) => parsePlatform(text).platform.cluster.apiServerPorts);
  const all = [...new Set(ports)];
  expect(all).toEqual(expect.arrayContaining([443, 6443, 8443, 16443]));
  const { platform } = parsePlatform(`{ profile: standard, cluster: { apiServerPorts: [${all.join(', ')}] } }`);
  expect(networkMatrix(synthesize(buildApp(platform))).undeclared).toEqual([]);
});
