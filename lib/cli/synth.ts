import { relative } from 'node:path';
import { secretsOfTheUser } from '../checks/user-secrets';
import { gatewayNotes } from '../gateway/notes';
import type { SynthesizedFile } from '../kube/synthesis';
import { upgradeLines } from './against';
import { requireUpgradePath } from './database-upgrade';
import { demandLines } from './demand';
import { handOver } from './hand-over';
import { expandClaims } from './larger-volumes';
import { synthesizeFile } from './platform';
import { writeFiles } from './output-folder';
import { renderFiles } from './render-files';
import { shellWord } from './shell-word';

/** Consequences of the Docker container factory, which no manifest shows. */
const DOCKER_ACTIONS =
  'Actions run in the Docker engine of their node: no network policy applies to them, and the invoker is root there (docs/actions.md)';

/**
 * Writes the manifests of a platform file into a folder and says what to do with them.
 *
 * @throws PlatformFileError when the database server does not open the data of the server in the earlier manifests.
 */
export function synth(file: string, folder: string): string {
  const { loaded, synthesis } = synthesizeFile(file);
  const { platform } = loaded;
  const { openwhisk } = platform;
  const { removed, foreign, earlier } = writeFiles(renderFiles(synthesis), folder, platform.name, (before) =>
    requireUpgradePath(loaded, before),
  );
  const lines = synthesis.files.map(({ name, objects }) => `  ${folder}/${name}  ${objects.length} objects`);
  const secrets = secretsOfTheUser(synthesis);
  const apply = applying(synthesis.files, folder, foreign);
  const larger = expandClaims(synthesis, platform, apply);
  return [
    `${relative('', file)}: ${platform.name}, profile ${platform.profile}${openwhisk.enabled ? `, namespace ${platform.namespace}` : ''}`,
    ...lines,
    ...removed.map((name) => `  ${folder}/${name}  removed, as the platform no longer has it`),
    ...demandLines(platform, synthesis),
    ...(openwhisk.enabled && openwhisk.invoker.containerFactory === 'docker' ? [DOCKER_ACTIONS] : []),
    ...gatewayNotes(platform),
    ...(secrets.length > 0 ? [`Make these Secrets before: ${secrets.join(', ')}`] : []),
    ...upgradeLines(synthesis, earlier),
    ...handOver(synthesis, earlier),
    ...(larger.length > 0 ? larger : [`Apply with: ${apply.join(' && ')}`]),
    ...(foreign.length > 0 ? [`The folder has manifests of others, which are left out: ${foreign.join(', ')}`] : []),
  ].join('\n');
}

/** Commands that apply the files. Objects of a kind that another file defines are refused until it is served. */
function applying(files: readonly SynthesizedFile[], folder: string, foreign: readonly string[]): string[] {
  const path = ({ name }: SynthesizedFile): string => shellWord(`${folder}/${name}`);
  const definitions = files.filter(({ objects }) =>
    objects.some(({ manifest }) => manifest.kind === 'CustomResourceDefinition'),
  );
  const all = foreign.length === 0 ? [shellWord(folder)] : files.map(path);
  return [
    ...definitions.flatMap((file) => [
      `kubectl apply --server-side -f ${path(file)}`,
      `kubectl wait --for=condition=Established -f ${path(file)}`,
    ]),
    `kubectl apply --server-side ${all.map((file) => `-f ${file}`).join(' ')}`,
  ];
}
