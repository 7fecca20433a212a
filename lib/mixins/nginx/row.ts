import { promql, series, share, type Expression } from '../expressions/expression';
import { row, timeseries, type Row } from '../panels/panels';
import { sumRate, totalRate } from '../panels/rates';

const nginx = (name: string): Expression => series('nginx-exporter', `nginx_${name}`);

/** nginx on the board of the stores. */
export const nginxRow: Row = row(
  'nginx',
  timeseries({
    title: 'Requests',
    description: 'Requests per second at the entry point.',
    unit: 'requestsPerSecond',
    queries: { '{{pod}}': sumRate('pod', nginx('http_requests_total')) },
  }),
  timeseries({
    title: 'Connections',
    description: 'Connections by state.',
    unit: 'count',
    stacked: true,
    queries: {
      Reading: promql`sum(${nginx('connections_reading')})`,
      Writing: promql`sum(${nginx('connections_writing')})`,
      Waiting: promql`sum(${nginx('connections_waiting')})`,
    },
  }),
  timeseries({
    title: 'Dropped connections',
    description: 'Ratio of accepted connections that were dropped for lack of a worker connection.',
    unit: 'ratio',
    limits: { critical: 0.01 },
    queries: {
      Dropped: promql`1 - ${share(totalRate(nginx('connections_handled')), totalRate(nginx('connections_accepted')))}`,
    },
  }),
);
