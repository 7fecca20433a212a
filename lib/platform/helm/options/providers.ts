import { isTrue, text, truth } from '../convert';
import { workloadOptions } from '../images';
import { changed, obsolete, only, type Option, type Options, to, unneeded } from '../option';

type Provider = 'alarm' | 'kafka';

const provider = (name: Provider): Options => ({
  ...workloadOptions(`providers.${name}`),
  [`providers.${name}.enabled`]: to(`openwhisk.providers.${name}.enabled`, truth),
  [`providers.${name}.replicaCount`]: only(1, 'there is always one', 'there is one: two would fire each trigger twice'),
  [`providers.${name}.apiPort`]: obsolete('the ports within the platform are fixed'),
  [`providers.${name}.dbPrefix`]: to(`openwhisk.providers.${name}.dbPrefix`, text),
});

/** Both keep their databases where OpenWhisk keeps its own. */
const database = (secret: boolean): Option => ({
  targets: [],
  secret,
  read: (_, { get }) =>
    isTrue(get('providers.db.external'))
      ? changed('the providers keep their databases on the server of openwhisk.couchdb, under prefixes of their own')
      : unneeded('not used: providers.db.external is false'),
});

/** Options below `providers`. */
export const PROVIDERS: Options = {
  'providers.db.external': database(false),
  'providers.db.host': database(false),
  'providers.db.port': database(false),
  'providers.db.protocol': database(false),
  'providers.db.username': database(true),
  'providers.db.password': database(true),
  ...Object.fromEntries(
    ['actions', 'activations', 'auths'].map((name) => [`providers.db.whisk_${name}`, database(false)]),
  ),
  ...provider('alarm'),
  'providers.alarm.persistence.size': to('openwhisk.providers.alarm.size', text),
  ...provider('kafka'),
};
