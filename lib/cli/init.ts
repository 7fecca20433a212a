import { writeFileSync } from 'node:fs';
import type { ProfileName } from '../platform/model';

/**
 * Writes a new platform file.
 *
 * @throws when the file exists already.
 */
export function init(file: string, profile: ProfileName): string {
  try {
    writeFileSync(file, template(profile), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`${file} exists already; nothing was written; fix: name another file with -f, or remove this one`);
  }
  return `${file} written; next: npx faas-stack synth -f ${file}`;
}

function template(profile: ProfileName): string {
  return `# yaml-language-server: $schema=./node_modules/faas-stack/schema/platform.schema.json
profile: ${profile}
name: owdev
namespace: openwhisk
openwhisk:
  ingress:
    type: NodePort
    apiHost:
      name: localhost
      port: 31001
`;
}
