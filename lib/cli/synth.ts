import { relative } from 'node:path';
import { secretsOfTheUser } from '../checks/references';
import type { SynthesizedFile } from '../kube/synthesis';
import { expandClaims } from './larger-volumes';
import { synthesizeFile } from './platform';
import { renderFiles, writeFiles } from './write';

/** Consequences of the Docker container factory, which no manifest shows. */
const DOCKER_ACTIONS =
  'Actions run in the Docker engine of their node: no network policy applies to them, and the invoker is root there (docs/actions.md)';

/** Writes the manifests of a platform file into a folder and says what to do with them. */
export function synth(file: string, folder: string): string {
  const { loaded, synthesis } = synthesizeFile(file);
  writeFiles(renderFiles(synthesis), folder);
  const { platform } = loaded;
  const lines = synthesis.files.map(({ name, objects }) => `  ${folder}/${name}  ${objects.length} objects`);
  const secrets = secretsOfTheUser(synthesis);
  const apply = applying(synthesis.files, folder);
  const larger = expandClaims(synthesis, platform, apply);
  return [
    `${relative('', file)}: ${platform.name}, profile ${platform.profile}, namespace ${platform.namespace}`,
    ...lines,
    ...(platform.openwhisk.invoker.containerFactory === 'docker' ? [DOCKER_ACTIONS] : []),
    ...(secrets.length > 0 ? [`Make these Secrets before: ${secrets.join(', ')}`] : []),
    ...(larger.length > 0 ? larger : [`Apply with: ${apply.join(' && ')}`]),
  ].join('\n');
}

/** Commands that apply the files. Objects of a kind that another file defines are refused until it is served. */
function applying(files: readonly SynthesizedFile[], folder: string): string[] {
  const definitions = files.filter(({ objects }) =>
    objects.some(({ manifest }) => manifest.kind === 'CustomResourceDefinition'),
  );
  return [
    ...definitions.flatMap(({ name }) => [
      `kubectl apply --server-side -f ${folder}/${name}`,
      `kubectl wait --for=condition=Established -f ${folder}/${name}`,
    ]),
    `kubectl apply --server-side -f ${folder}`,
  ];
}
