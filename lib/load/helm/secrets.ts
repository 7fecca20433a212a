import { text } from './convert';
import { changed, type Option, type Options, set, type Setting, type Target, unneeded, type Values } from './option';

/** The credentials published in the chart's values.yaml, which therefore protect nothing. */
const PUBLISHED: Readonly<Record<string, string>> = {
  'whisk.auth.system':
    '789c46b1-71f6-4ed5-8c54-816aa4f8c502:abczO3xZCLrMN6v2BKK1dXYFpXlPkccOFqm12CdAsMgRU4VrNZ9lyGVCGuMDGIwP',
  'whisk.auth.guest':
    '23bc46b1-71f6-4ed5-8c54-816aa4f8c502:123zO3xZCLrMN6v2BKK1dXYFpXlPkccOFqm12CdAsMgRU4VrNZ9lyGVCGuMDGIwP',
  'db.auth.username': 'whisk_admin',
  'db.auth.password': 'some_passw0rd',
  'providers.db.username': 'admin',
  'providers.db.password': 'secret',
  'elasticsearch.username': 'admin',
  'elasticsearch.password': 'admin',
  'docker.registry.username': '',
  'docker.registry.password': '',
};

/** A Secret that takes the place of credentials in a values file. */
export interface SecretPlan {
  readonly name: string;
  /** Path of the Secret's name in the platform file. */
  readonly setting: Setting;
  /** The option that holds the value of each key, by key. */
  readonly keys: Readonly<Record<string, string>>;
  /** The command that makes it. @default - a generic Secret with the keys. */
  readonly command?: (values: Values) => string;
}

const plan = (name: string, target: Target, keys: SecretPlan['keys']): SecretPlan => ({
  name,
  setting: set(target, name),
  keys,
});

/** Keys of the subjects whisk.system and guest. */
export const WHISK_AUTH = plan('openwhisk-auth', 'openwhisk.auth.existingSecret', {
  system: 'whisk.auth.system',
  guest: 'whisk.auth.guest',
});

/** Administrator of CouchDB. */
export const COUCHDB_AUTH = plan('openwhisk-couchdb', 'openwhisk.couchdb.auth.existingSecret', {
  db_username: 'db.auth.username',
  db_password: 'db.auth.password',
});

/** Administrator of a CouchDB of the event providers' own. */
export const PROVIDER_DB_AUTH = plan('openwhisk-providers', 'openwhisk.providers.db.external.existingSecret', {
  db_username: 'providers.db.username',
  db_password: 'providers.db.password',
});

/** User of an Elasticsearch server of the user's. */
export const ELASTICSEARCH_AUTH = plan(
  'openwhisk-elasticsearch',
  'openwhisk.activationStore.elasticsearch.external.existingSecret',
  { username: 'elasticsearch.username', password: 'elasticsearch.password' },
);

/** Account at a private registry. */
export const REGISTRY_AUTH: SecretPlan = {
  name: 'openwhisk-registry',
  setting: set('images.pullSecrets', ['openwhisk-registry']),
  keys: { username: 'docker.registry.username', password: 'docker.registry.password' },
  command: ({ get, defaults }) => {
    const [server = ''] = text(get('docker.registry.name') ?? 'docker.io').split('/');
    const account = "--docker-username='<your value of docker.registry.username>'";
    const password = "--docker-password='<your value of docker.registry.password>'";
    const create = (namespace: string): string =>
      `kubectl create secret docker-registry openwhisk-registry --namespace ${namespace} --docker-server=${server} ${account} ${password}`;
    // Action pods pull in a namespace of their own.
    const inPods = get('invoker.containerFactory.impl') !== 'docker';
    return [defaults.namespace, ...(inPods ? [`${defaults.namespace}-actions`] : [])].map(create).join(' && ');
  },
};

/** Whether the values set an option to something other than the published value. */
function isOwn(option: string, { get }: Values): boolean {
  const value = get(option);
  return value !== undefined && value !== '' && text(value) !== PUBLISHED[option];
}

/** The command that creates a Secret, with the origin of each value, never the value itself. */
export function createSecret({ name, keys, command }: SecretPlan, values: Values): string {
  if (command) return command(values);
  const source = (option: string): string =>
    isOwn(option, values) ? `<your value of ${option}>` : `<a value for ${option}>`;
  const literals = Object.entries(keys).map(([key, option]) => `--from-literal=${key}='${source(option)}'`);
  return `kubectl create secret generic ${name} --namespace ${values.defaults.namespace} ${literals.join(' ')}`;
}

/**
 * The options of a Secret. User values go into it, and the platform file names it; published values are refused, and if
 * there are no others the platform generates its own.
 */
export function credentials(secret: SecretPlan, needed: (values: Values) => boolean = () => false): Options {
  const options = Object.values(secret.keys);
  const read = (option: string): Option['read'] => {
    return (value, values) => {
      if (value === '') return unneeded('empty: there is none');
      if (!needed(values) && !options.some((other) => isOwn(other, values))) {
        return option.endsWith('username') ? unneeded('the generated Secret has its own user') : changed(REFUSED);
      }
      const reason = isOwn(option, values) ? 'credentials are in a Secret, not in a file' : `${REFUSED}; choose one`;
      return { ...changed(reason, secret.setting), command: createSecret(secret, values) };
    };
  };
  return Object.fromEntries(
    options.map((option) => [option, { targets: [secret.setting.path], secret: true, read: read(option) }]),
  );
}

const REFUSED = "the chart's published value, which is public, is not taken over";
