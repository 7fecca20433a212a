import { isTrue, text, truth, wholeNumber } from '../convert';
import { externalOptions } from '../external';
import { workloadOptions } from '../images';
import { allObsolete, by, changed, mapped, only, type Options, set, to, unneeded, type Values } from '../option';
import { COUCHDB_AUTH, createSecret, credentials } from '../secrets';

/** Members of a quorum: an even number is raised by one, because it survives no more failures than one less. */
const members = (component: 'zookeeper' | 'etcd') =>
  by([`openwhisk.${component}.replicas`], (value) => {
    const count = wholeNumber(value);
    const setting = (replicas: number) => set(`openwhisk.${component}.replicas`, replicas);
    if (count === 0 || count % 2 === 1) return mapped(setting(count));
    return changed(`${count} members survive no more failures than ${count - 1}; now ${count + 1}`, setting(count + 1));
  });

const ZOOKEEPER: Options = {
  ...workloadOptions('zookeeper'),
  ...externalOptions({
    section: 'zookeeper',
    addressIn: ['connect_string', 'host'],
    component: 'zookeeper',
    hosts: 'openwhisk.zookeeper.external.hosts',
  }),
  'zookeeper.replicaCount': members('zookeeper'),
  ...allObsolete("the ports between the members are ZooKeeper's usual ones", [
    'zookeeper.serverPort',
    'zookeeper.leaderElectionPort',
  ]),
  'zookeeper.persistence.size': by(['openwhisk.zookeeper.dataSize', 'openwhisk.zookeeper.dataLogSize'], (value) =>
    mapped(set('openwhisk.zookeeper.dataSize', text(value)), set('openwhisk.zookeeper.dataLogSize', text(value))),
  ),
  'zookeeper.config.tickTime': to('openwhisk.zookeeper.tickTime', wholeNumber),
  'zookeeper.config.initLimit': to('openwhisk.zookeeper.initLimit', wholeNumber),
  'zookeeper.config.syncLimit': to('openwhisk.zookeeper.syncLimit', wholeNumber),
  ...allObsolete('the image defines the folders', ['zookeeper.config.dataDir', 'zookeeper.config.dataLogDir']),
};

const KAFKA: Options = {
  ...workloadOptions('kafka'),
  ...externalOptions({
    section: 'kafka',
    addressIn: ['connect_string'],
    component: 'kafka',
    hosts: 'openwhisk.kafka.external.hosts',
  }),
  'kafka.replicaCount': to('openwhisk.kafka.replicas', wholeNumber),
  'kafka.persistence.size': to('openwhisk.kafka.size', text),
};

/** Prefix of the chart's database names. */
const PREFIX = 'test_';

/** A database of the chart: the platform's has the name that follows from the prefix. */
const table = (option: string, name: string) => ({
  [option]: by([], (value, { get }: Values) => {
    const named = `${text(get('db.dbPrefix') ?? PREFIX)}${name}`;
    if (value === named) return unneeded('the name follows from openwhisk.couchdb.prefix');
    return changed(`the name follows from openwhisk.couchdb.prefix: ${named}`);
  }),
});

const COUCHDB: Options = {
  ...workloadOptions('db'),
  ...credentials(COUCHDB_AUTH, ({ get }) => isTrue(get('db.external'))),
  ...externalOptions({ section: 'db', addressIn: ['host'], component: 'couchdb' }),
  'db.wipeAndInit': by(['openwhisk.couchdb.init'], (value) =>
    truth(value)
      ? changed(
          'missing ones are created, nothing is emptied; openwhisk.couchdb.wipe: true empties',
          set('openwhisk.couchdb.init', true),
        )
      : mapped(set('openwhisk.couchdb.init', false)),
  ),
  'db.replicaCount': only(
    1,
    'there is always one',
    'there is one; for more, openwhisk.couchdb.external names your own cluster',
  ),
  'db.provider': only('CouchDB', 'there is no other', 'there is only CouchDB, whose protocol Cloudant understands'),
  'db.protocol': by(['openwhisk.couchdb.protocol'], (value, { get }) =>
    isTrue(get('db.external'))
      ? mapped(set('openwhisk.couchdb.protocol', text(value)))
      : unneeded('within the platform it is http'),
  ),
  'db.dbPrefix': to('openwhisk.couchdb.prefix', text),
  ...table('db.activationsTable', 'activations'),
  ...table('db.actionsTable', 'whisks'),
  ...table('db.authsTable', 'subjects'),
  'db.persistence.size': to('openwhisk.couchdb.size', text),
};

/** For an external server, a missing administrator is not the chart's published one: it is required. */
const EXTERNAL_COUCHDB: Options = {
  'db.external': {
    targets: [...(COUCHDB['db.external']?.targets ?? []), COUCHDB_AUTH.setting.path],
    read: (value, values, key) => {
      const reading = COUCHDB['db.external']?.read(value, values, key) ?? mapped();
      if (reading.settings.length === 0) return reading;
      const reason = 'with the administrator of your server in a Secret';
      return {
        ...changed(reason, ...reading.settings, COUCHDB_AUTH.setting),
        command: createSecret(COUCHDB_AUTH, values),
      };
    },
  },
};

const REDIS: Options = {
  ...workloadOptions('redis'),
  ...externalOptions({ section: 'redis', addressIn: ['host'], component: 'redis' }),
  'redis.replicaCount': only(1, 'there is always one', 'there is one, as more never worked in the chart'),
  'redis.persistence.size': to('openwhisk.redis.size', text),
};

/** The chart's lease is so short that a pause of the scheduler ends it (openwhisk#5485). */
const SHORT_LEASE = 1;

const ETCD: Options = {
  ...workloadOptions('etcd'),
  ...externalOptions({
    section: 'etcd',
    addressIn: ['host'],
    component: 'etcd',
    hosts: 'openwhisk.etcd.external.hosts',
  }),
  'etcd.clusterName': to('openwhisk.clusterName', text),
  'etcd.replicaCount': members('etcd'),
  'etcd.leaseTimeout': by(['openwhisk.etcd.leaseTimeoutSeconds'], (value, { defaults }) => {
    const seconds = wholeNumber(value);
    if (seconds > SHORT_LEASE) return mapped(set('openwhisk.etcd.leaseTimeoutSeconds', seconds));
    const { leaseTimeoutSeconds } = defaults.openwhisk.etcd;
    return changed(
      `${leaseTimeoutSeconds}, OpenWhisk's own default: a lease of 1 second is lost in any pause (openwhisk#5485)`,
    );
  }),
  'etcd.poolThreads': to('openwhisk.etcd.poolThreads', wholeNumber),
  'etcd.persistence.size': to('openwhisk.etcd.size', text),
};

/** Options below `zookeeper`, `kafka`, `db`, `redis` and `etcd`. */
export const STORES: Options = { ...ZOOKEEPER, ...KAFKA, ...COUCHDB, ...EXTERNAL_COUCHDB, ...REDIS, ...ETCD };
