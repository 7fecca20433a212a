import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from '../charts/app';
import { runChecks } from '../lib/checks/all';
import { renderFiles } from '../lib/cli/render-files';
import { synthesize } from '../lib/kube/synthesis';
import { loadPlatform } from '../lib/load/load';
import { readManifests } from '../lib/manifests/read';

/** Objects that the platform files name and that their users make. */
const OF_THE_USER = [
  ...['my-*', 'resize-*', 'thumbnail-*', 'trace-readers', 'proxy-user', 'openfaas-license'].map(
    (name) => `Secret/${name}`,
  ),
  ...['functions-tls', 'traces-tls', 'wildcard-tls'].map((name) => `Secret/${name}`),
  'PersistentVolumeClaim/my-backups',
  'Gateway/shared',
];

const platforms = ['../stacks/platforms', 'platforms'].flatMap((folder) =>
  readdirSync(join(__dirname, folder)).map((name) => join(folder, name)),
);

test.each(platforms)('the files of %s have no findings when they are read as any manifests are', (file) => {
  const { platform } = loadPlatform(join(__dirname, file));
  const texts = [...renderFiles(synthesize(buildApp(platform)))].map(([name, text]) => ({ file: name, text }));
  const { subject, broken } = readManifests(texts, {
    kubernetesVersion: platform.cluster.version,
    external: OF_THE_USER,
  });
  const found = runChecks(subject).map(({ rule, object, problem }) => `${rule} ${object}: ${problem}`);
  expect({ broken, found }).toEqual({ broken: [], found: [] });
});
