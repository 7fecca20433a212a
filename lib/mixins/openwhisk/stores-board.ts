import { board } from '../panels/define';
import { etcdRows } from '../etcd/rows';
import type { MetricSource } from '../../catalogue/sources';
import { series, type Expression } from '../expressions/expression';
import { orZero, quantile, totalRate } from '../panels/rates';
import { row, timeseries, type Row } from '../panels/panels';
import { couchdbRow } from '../couchdb/row';
import { kafkaRow } from '../kafka/row';
import { nginxRow } from '../nginx/row';
import { redisRow } from '../redis/row';

const CONTROLLER = 'openwhisk-controller';

/** Operations of controllers, and of invokers, which write the records of activations. */
const OPERATIONS = {
  'Save document': 'saveDocument',
  'Save documents': 'saveDocumentBulk',
  'Get document': 'getDocument',
  'Query view': 'queryView',
};
const OF_CONTROLLERS = { ...OPERATIONS, 'Delete document': 'deleteDocument' };

function databaseRow(who: string, source: MetricSource, operations: Readonly<Record<string, string>>): Row {
  const each = (query: (operation: string) => Expression): Record<string, Expression> =>
    Object.fromEntries(Object.entries(operations).map(([title, operation]) => [title, query(operation)]));
  return row(
    `Database as ${who} see it`,
    timeseries({
      title: 'Operations',
      description: `Requests per second of ${who} to the database.`,
      unit: 'operationsPerSecond',
      queries: each((operation) => totalRate(series(source, `counter_database_${operation}_start_total`))),
    }),
    timeseries({
      title: 'Duration, 95th percentile',
      description: 'Duration of database operations.',
      unit: 'seconds',
      queries: each((operation) =>
        quantile(0.95, '', series(source, `histogram_database_${operation}_finish_seconds_bucket`)),
      ),
    }),
    timeseries({
      title: 'Errors',
      description: 'Failed operations per second; a missing document does not count.',
      unit: 'operationsPerSecond',
      queries: each((operation) => orZero(totalRate(series(source, `counter_database_${operation}_error_total`)))),
    }),
  );
}

/** The stores of OpenWhisk's state. */
export const stores = board({
  uid: 'openwhisk-stores',
  folder: 'OpenWhisk',
  title: 'OpenWhisk / Stores',
  description:
    'Kafka, CouchDB, Redis, etcd and nginx, as far as they are watched, and the database as controllers and invokers see it.',
  sources: [CONTROLLER],
  rows: [
    databaseRow('controllers', CONTROLLER, OF_CONTROLLERS),
    databaseRow('invokers', 'openwhisk-invoker', OPERATIONS),
    kafkaRow,
    couchdbRow,
    redisRow,
    nginxRow,
    ...etcdRows('openwhisk-etcd'),
  ],
});
