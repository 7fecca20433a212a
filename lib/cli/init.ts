import { dirname, join, relative, resolve, sep } from 'node:path';
import type { ProfileName } from '../platform/model';
import { PACKAGE_ROOT } from '../render';
import { writeFile } from './write-file';

/**
 * Writes a new platform file.
 *
 * @throws when the file exists already, or cannot be written.
 */
export function init(file: string, profile: ProfileName): string {
  writeFile(file, template(profile, schemaFrom(file)), { force: false, option: '-f', remedy: 'remove this one' });
  return `${file} written; next: npx faas-stack synth -f ${file}`;
}

/** Where an editor finds the JSON schema, as seen from a platform file. */
export function schemaFrom(file: string): string {
  const schema = join(PACKAGE_ROOT, 'schema', 'platform.schema.json');
  const path = relative(dirname(resolve(file)), schema).replaceAll(sep, '/');
  return path.startsWith('.') ? path : `./${path}`;
}

function template(profile: ProfileName, schema: string): string {
  return `# yaml-language-server: $schema=${schema}
profile: ${profile}
name: owdev
namespace: openwhisk
openwhisk:
  ingress:
    type: NodePort
    apiHost:
      name: localhost
`;
}
