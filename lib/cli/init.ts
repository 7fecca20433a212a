import { dirname, join, relative, resolve, sep } from 'node:path';
import { parsePlatform } from '../load/load';
import type { Platform, ProfileName } from '../platform/model';
import { PACKAGE_ROOT } from '../render';
import { writeFile } from './write-file';

/** How clients reach the platform: a Gateway needs further details (docs/gateway.md). */
export type EntryType = Exclude<Platform['openwhisk']['ingress']['type'], 'Gateway'>;

/** Contents of a new platform file; what is left out has the default of the profile. */
export interface InitAnswers {
  readonly profile: ProfileName;
  readonly name?: string;
  readonly namespace?: string;
  readonly storageClass?: string;
  readonly ingress?: EntryType;
  /** Host name of the API. */
  readonly host?: string;
  readonly monitoring?: boolean;
  readonly logging?: boolean;
}

/**
 * Writes a new platform file.
 *
 * @throws when an answer is wrong, or the file exists already or cannot be written.
 */
export function init(file: string, answers: InitAnswers): string {
  const text = platformText(answers, schemaFrom(file));
  parsePlatform(text, file);
  writeFile(file, text, { force: false, option: '-f', remedy: 'remove this one' });
  return `${file} written; next: npx faas-stack synth -f ${file}`;
}

/** Where an editor finds the JSON schema, as seen from a platform file. */
export function schemaFrom(file: string): string {
  const schema = join(PACKAGE_ROOT, 'schema', 'platform.schema.json');
  const path = relative(dirname(resolve(file)), schema).replaceAll(sep, '/');
  return path.startsWith('.') ? path : `./${path}`;
}

const PROFILES: Readonly<Record<ProfileName, string>> = {
  lean: 'one small node: OpenWhisk alone',
  standard: 'a small cluster, with monitoring and logging',
  production: 'replicas, larger volumes, three nodes or more',
};

const ENTRIES: Readonly<Record<EntryType, string>> = {
  NodePort: 'a port of every node',
  LoadBalancer: 'a load balancer of the cloud',
  Standard: 'an Ingress; className names its class',
  None: 'no entry: only clients in the cluster',
};

/** Types of the entry. */
export const ENTRY_TYPES = Object.keys(ENTRIES) as EntryType[];

/** The text of a platform file; a comment says what each value decides. */
export function platformText(answers: InitAnswers, schema: string): string {
  const { profile, name = 'owdev', namespace = 'openwhisk', storageClass, ingress = 'NodePort', host } = answers;
  return [
    `# yaml-language-server: $schema=${schema}`,
    '# All properties: npx faas-stack explain',
    `profile: ${profile} # ${PROFILES[profile]}`,
    `name: ${scalar(name)} # the prefix of the names of all objects`,
    `namespace: ${scalar(namespace)} # created with the platform`,
    ...(storageClass === undefined
      ? []
      : ['persistence:', `  storageClassName: ${scalar(storageClass)} # of every volume`]),
    'openwhisk:',
    '  ingress:',
    `    type: ${ingress} # ${ENTRIES[ingress]}`,
    '    apiHost:',
    `      name: ${scalar(host ?? 'localhost')} # the host that clients use`,
    ...part('monitoring', answers.monitoring, 'Prometheus, Alertmanager and Grafana'),
    ...part('logging', answers.logging, 'Fluentd, Elasticsearch and Kibana'),
    '',
  ].join('\n');
}

function part(section: string, enabled: boolean | undefined, what: string): string[] {
  return enabled === undefined ? [] : [`${section}:`, `  enabled: ${enabled} # ${what}`];
}

/** A text as YAML reads it back; names need no quotes, unless YAML takes them for a number or a word of its own. */
function scalar(text: string): string {
  return /^[a-z][a-z0-9.-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/.test(text)
    ? text
    : JSON.stringify(text);
}
