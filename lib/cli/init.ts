import { writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { ProfileName } from '../platform/model';
import { PACKAGE_ROOT } from './platform';

/**
 * Writes a new platform file.
 *
 * @throws when the file exists already, or cannot be written.
 */
export function init(file: string, profile: ProfileName): string {
  try {
    writeFileSync(file, template(profile, schemaFrom(file)), { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw new Error(
        `${file} exists already; nothing was written; fix: name another file with -f, or remove this one`,
      );
    }
    const reason = code === 'ENOENT' ? 'there is no such folder' : code;
    throw new Error(`${file} cannot be written: ${reason}; fix: name a file in a folder of yours with -f`);
  }
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
      port: 31001
`;
}
