import { isTrue, text, truth, wholeNumber, WrongValue } from '../convert';
import { workloadOptions } from '../images';
import {
  by,
  changed,
  mapped,
  obsolete,
  only,
  type Options,
  type Reading,
  set,
  to,
  unneeded,
  type Values,
} from '../option';
import { createSecret, credentials, PROVIDER_DB_AUTH } from '../secrets';

type Provider = 'alarm' | 'kafka';

const provider = (name: Provider): Options => ({
  ...workloadOptions(`providers.${name}`),
  [`providers.${name}.enabled`]: to(`openwhisk.providers.${name}.enabled`, truth),
  [`providers.${name}.replicaCount`]: only(1, 'there is always one', 'there is one: two would fire each trigger twice'),
  [`providers.${name}.apiPort`]: obsolete('the ports within the platform are fixed'),
  [`providers.${name}.dbPrefix`]: to(`openwhisk.providers.${name}.dbPrefix`, text),
});

const isExternal = ({ get }: Values): boolean => isTrue(get('providers.db.external'));

const EXTERNAL = 'openwhisk.providers.db.external';

/** An option of a database of the providers' own. */
const ofDatabase = (path: 'host' | 'port' | 'protocol', convert: (value: unknown) => unknown) =>
  by([`${EXTERNAL}.${path}`], (value, values) =>
    isExternal(values) ? mapped(set(`${EXTERNAL}.${path}`, convert(value))) : NOT_USED,
  );

const NOT_USED: Reading = unneeded('not used: providers.db.external is false');

const CREDENTIALS = credentials(PROVIDER_DB_AUTH, isExternal);

/** An external database needs a named administrator, even if the values do not contain the chart's published one. */
const DATABASE: Options = {
  'providers.db.external': by([`${EXTERNAL}.host`, PROVIDER_DB_AUTH.setting.path], (value, values) => {
    if (!truth(value)) return unneeded("the providers keep their databases on OpenWhisk's own server");
    const server = values.get('providers.db.host');
    if (server === undefined) {
      const allowed = 'true with providers.db.host';
      throw new WrongValue({ problem: 'true has no address with it', allowed, fix: 'add the address of your server' });
    }
    const settings = [set(`${EXTERNAL}.host`, text(server)), PROVIDER_DB_AUTH.setting];
    const command = createSecret(PROVIDER_DB_AUTH, values);
    return { ...changed('with the administrator of your server in a Secret', ...settings), command };
  }),
  'providers.db.host': ofDatabase('host', text),
  'providers.db.port': ofDatabase('port', wholeNumber),
  'providers.db.protocol': ofDatabase('protocol', text),
  ...Object.fromEntries(
    Object.entries(CREDENTIALS).map(([name, option]) => [
      name,
      {
        ...option,
        read: (value: unknown, values: Values, key: string) =>
          isExternal(values) ? option.read(value, values, key) : NOT_USED,
      },
    ]),
  ),
  ...Object.fromEntries(
    ['actions', 'activations', 'auths'].map((name) => [
      `providers.db.whisk_${name}`,
      obsolete("only wskadmin read it; wskadmin works on OpenWhisk's own database, where the subjects are"),
    ]),
  ),
};

/** Options below `providers`. */
export const PROVIDERS: Options = {
  ...DATABASE,
  ...provider('alarm'),
  'providers.alarm.persistence.size': to('openwhisk.providers.alarm.size', text),
  ...provider('kafka'),
};
