import { promql, series, type Expression } from '../expressions/expression';
import { row, timeseries, type Row } from '../panels/panels';
import { sumRate, totalRate } from '../panels/rates';

const couchdb = (name: string, ...matchers: readonly string[]): Expression =>
  series('couchdb', `couchdb_${name}`, ...matchers);

/** CouchDB on the board of the stores. */
export const couchdbRow: Row = row(
  'CouchDB',
  timeseries({
    title: 'Requests by method',
    description: 'Requests per second.',
    unit: 'requestsPerSecond',
    stacked: true,
    queries: { '{{method}}': sumRate('method', couchdb('httpd_request_methods')) },
  }),
  timeseries({
    title: 'Failed requests',
    description: 'Responses per second with a status of 400 and above; 404 and 409 are normal.',
    unit: 'requestsPerSecond',
    queries: { '{{code}}': sumRate('code', couchdb('httpd_status_codes', 'code=~"[45].."')) },
  }),
  timeseries({
    title: 'Reads and writes',
    description: 'Document and view operations per second.',
    unit: 'operationsPerSecond',
    queries: {
      Read: totalRate(couchdb('database_reads_total')),
      Written: totalRate(couchdb('database_writes_total')),
      'View reads': totalRate(couchdb('httpd_view_reads_total')),
    },
  }),
  timeseries({
    title: 'Waiting messages',
    description: 'Messages in the queues of Erlang processes; growth means that CouchDB cannot keep up.',
    unit: 'count',
    queries: { '{{pod}}': promql`max by (pod) (${couchdb('erlang_message_queues')})` },
  }),
  timeseries({
    title: 'Open databases and files',
    description: 'Open databases and files of CouchDB.',
    unit: 'count',
    queries: {
      Databases: promql`sum(${couchdb('open_databases')})`,
      Files: promql`sum(${couchdb('open_os_files')})`,
    },
  }),
  timeseries({
    title: 'Memory by kind',
    description: 'Memory of the Erlang VM.',
    unit: 'bytes',
    queries: {
      '{{memory_type}}': promql`sum by (memory_type) (${couchdb('erlang_memory_bytes', 'memory_type!="total"')})`,
    },
  }),
);
