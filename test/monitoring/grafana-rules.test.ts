import { messageAbout, oneMistake } from '../load/message';

const grafana = (list: string, ...entries: string[]): string =>
  ['monitoring:', '  enabled: true', '  grafana:', `    ${list}:`, ...entries.map((entry) => `      - ${entry}`)].join(
    '\n',
  );
const boards = (...entries: string[]): string => grafana('boards', ...entries);
const datasources = (...entries: string[]): string => grafana('datasources', ...entries);

test.each<[string, string, string, string, string]>([
  [
    'a data source of an unknown type',
    datasources('{ name: a, type: lokki, url: "http://a" }'),
    ":5 monitoring.grafana.datasources[0].type: 'lokki' is not possible",
    [
      'alertmanager, cloudwatch, elasticsearch, grafana-azure-monitor-datasource, grafana-postgresql-datasource',
      'grafana-pyroscope-datasource, grafana-testdata-datasource, graphite, influxdb, jaeger, loki, mssql, mysql, opentsdb',
      'parca, prometheus, stackdriver, tempo, zipkin',
    ].join(', '),
    'write loki',
  ],
  [
    'a data source without an address',
    datasources('{ name: a, type: loki }'),
    ':5 monitoring.grafana.datasources[0]: type loki needs url',
    'an http or https URL',
    'add url',
  ],
  [
    'a database with a URL',
    datasources('{ name: a, type: mysql, url: "mysql://db" }'),
    ":5 monitoring.grafana.datasources[0].url: 'mysql://db' has the wrong form for type mysql",
    'host:port',
    'write it in this form',
  ],
  [
    "a data source with the name of the platform's",
    datasources('{ name: Prometheus, type: prometheus, url: "http://a" }'),
    ":5 monitoring.grafana.datasources[0].name: there are two data sources 'Prometheus'",
    'each name once',
    'rename one of them',
  ],
  [
    'a data source with the uid of another',
    datasources('{ name: a, type: loki, url: "http://a" }', '{ name: b, uid: a, type: loki, url: "http://b" }'),
    ":6 monitoring.grafana.datasources[1].uid: another data source has the uid 'a'",
    'each uid once',
    'write another uid',
  ],
  [
    'two default data sources',
    datasources(
      '{ name: a, type: loki, url: "http://a", isDefault: true }',
      '{ name: b, type: loki, url: "http://b", isDefault: true }',
    ),
    ':6 monitoring.grafana.datasources[1].isDefault: there is another default data source',
    'isDefault: true at one data source',
    'remove one of them',
  ],
  [
    'a data source with two credentials',
    datasources('{ name: a, type: loki, url: "http://a", basicAuthSecret: a, bearerTokenSecret: b }'),
    ':5 monitoring.grafana.datasources[0]: it has basicAuthSecret and bearerTokenSecret, and a request has one Authorization header',
    'one of basicAuthSecret and bearerTokenSecret',
    'keep one of them',
  ],
  [
    'an entry without a dashboard',
    boards('{ folder: Shop }'),
    ':5 monitoring.grafana.boards[0]: it has no dashboard',
    'one of file, json and configMap',
    'add file',
  ],
  [
    'an entry with two kinds of dashboards',
    boards('{ folder: Shop, json: \'{"title": "a"}\', configMap: a }'),
    ':5 monitoring.grafana.boards[0]: it has configMap as well as the JSON of a dashboard',
    'one of file, json and configMap',
    'split it into two entries',
  ],
  [
    'an entry with a file and JSON',
    boards('{ folder: Shop, json: \'{"title": "a"}\', file: a.json }'),
    ':5 monitoring.grafana.boards[0]: it has both file and json',
    'one of file, json and configMap',
    'split it into two entries',
  ],
  [
    'a file that does not exist',
    boards('{ folder: Shop, file: boards/orders.json }'),
    ":5 monitoring.grafana.boards[0].file: 'boards/orders.json': the file does not exist",
    'a file with the JSON of a dashboard, relative to the platform file',
    'correct the path',
  ],
  [
    'JSON that is not a dashboard',
    boards('{ folder: Shop, json: "[]" }'),
    ':5 monitoring.grafana.boards[0].json: it is not an object',
    'the JSON model of a dashboard (Grafana, "Dashboard JSON model")',
    'export the dashboard again: Export, as JSON',
  ],
  [
    'a dashboard with an input of a type that the platform has no data source for',
    boards(
      `{ folder: Shop, json: '{"title": "a", "__inputs": [{"name": "DS_LOKI", "type": "datasource", "pluginId": "loki"}]}' }`,
    ),
    ':5 monitoring.grafana.boards[0].json: its input DS_LOKI needs one data source of type loki',
    'a dashboard whose data sources are Prometheus, or in monitoring.grafana.datasources, one of each type',
    'add a data source of type loki, or export the dashboard without "Export for sharing externally"',
  ],
  [
    'a dashboard with the uid of a platform dashboard',
    boards(`{ folder: Shop, json: '{"title": "a", "uid": "kubernetes-cluster"}' }`),
    ":5 monitoring.grafana.boards[0].json: another dashboard has the uid 'kubernetes-cluster', and Grafana would keep one of them",
    'each uid once',
    'change uid in the JSON',
  ],
  [
    'two dashboards without a uid and with one title',
    boards(`{ folder: Shop, json: '{"title": "A b"}' }`, `{ folder: Shop, json: '{"title": "a B"}' }`),
    ":6 monitoring.grafana.boards[1].json: there are two dashboards 'a B' without a uid in the folder 'Shop'",
    'each title once per folder',
    'add a uid to the JSON',
  ],
  [
    'a ConfigMap in two folders',
    boards('{ folder: A, configMap: a }', '{ folder: B, configMap: a }'),
    ":6 monitoring.grafana.boards[1].configMap: 'a' is listed twice, and Grafana would keep each dashboard in one of the folders",
    'each ConfigMap once',
    'remove one',
  ],
  [
    'more dashboards than a ConfigMap holds',
    boards(`{ folder: A, json: '{"title": "a", "description": "${'x'.repeat(1.5 * 1024 * 1024)}"}' }`),
    ":5 monitoring.grafana.boards[0].folder: the dashboards of the folder 'A' have 1.5 MiB",
    '1 MiB per folder, the size of a ConfigMap',
    'spread them over several folders',
  ],
])('%s', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});
