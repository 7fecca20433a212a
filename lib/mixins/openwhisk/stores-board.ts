import { board } from '../panels/define';
import { etcdRows } from '../etcd/rows';
import { series, type Expression } from '../expressions/expression';
import { orZero, quantile, totalRate } from '../panels/rates';
import { row, timeseries } from '../panels/panels';
import { couchdbRow } from '../couchdb/row';
import { kafkaRow } from '../kafka/row';
import { nginxRow } from '../nginx/row';
import { redisRow } from '../redis/row';

const CONTROLLER = 'openwhisk-controller';

const OPERATIONS = {
  'Save document': 'saveDocument',
  'Save documents': 'saveDocumentBulk',
  'Get document': 'getDocument',
  'Delete document': 'deleteDocument',
  'Query view': 'queryView',
};
const eachOperation = (query: (operation: string) => Expression): Record<string, Expression> =>
  Object.fromEntries(Object.entries(OPERATIONS).map(([title, operation]) => [title, query(operation)]));

/** The stores of OpenWhisk's state. */
export const stores = board({
  uid: 'openwhisk-stores',
  folder: 'OpenWhisk',
  title: 'OpenWhisk / Stores',
  description:
    'Kafka, CouchDB, Redis, etcd and nginx, as far as they are watched, and the database as controllers see it.',
  sources: [CONTROLLER],
  rows: [
    row(
      'Database as controllers see it',
      timeseries({
        title: 'Operations',
        description: 'Requests per second of controllers to the database.',
        unit: 'operationsPerSecond',
        queries: eachOperation((operation) =>
          totalRate(series(CONTROLLER, `counter_database_${operation}_start_total`)),
        ),
      }),
      timeseries({
        title: 'Duration, 95th percentile',
        description: 'Duration of database operations.',
        unit: 'seconds',
        queries: eachOperation((operation) =>
          quantile(0.95, '', series(CONTROLLER, `histogram_database_${operation}_finish_seconds_bucket`)),
        ),
      }),
      timeseries({
        title: 'Errors',
        description: 'Failed operations per second; a missing document does not count.',
        unit: 'operationsPerSecond',
        queries: eachOperation((operation) =>
          orZero(totalRate(series(CONTROLLER, `counter_database_${operation}_error_total`))),
        ),
      }),
    ),
    kafkaRow,
    couchdbRow,
    redisRow,
    nginxRow,
    ...etcdRows('openwhisk-etcd'),
  ],
});
