import { relative } from 'node:path';
import { secretsOfTheUser } from '../checks/references';
import { synthesizeFile } from './platform';
import { renderFiles, writeFiles } from './write';

/** Writes the manifests of a platform file into a folder and says what to do with them. */
export function synth(file: string, folder: string): string {
  const { loaded, synthesis } = synthesizeFile(file);
  writeFiles(renderFiles(synthesis), folder);
  const { platform } = loaded;
  const lines = synthesis.files.map(({ name, objects }) => `  ${folder}/${name}  ${objects.length} objects`);
  const secrets = secretsOfTheUser(synthesis);
  return [
    `${relative('', file)}: ${platform.name}, profile ${platform.profile}, namespace ${platform.namespace}`,
    ...lines,
    ...(secrets.length > 0 ? [`Make these Secrets before: ${secrets.join(', ')}`] : []),
    `Apply with: kubectl apply --server-side -f ${folder}`,
  ].join('\n');
}
