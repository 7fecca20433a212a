import type { FluentdConfigProps } from '../../../lib/logging/fluentd/config';

/** A configuration as the default platform has it. */
export const CONFIG: FluentdConfigProps = {
  runtime: 'cri',
  languages: ['java', 'python', 'go', 'js', 'ruby', 'php', 'csharp', 'dart', 'rust', 'swift'],
  excluded: ['/var/log/containers/owdev-fluentd-*_logging_*.log'],
  systemLogs: true,
  journal: 'persistent',
  units: [],
  files: [],
  stripColors: true,
  podAnnotations: true,
  jsonNamespaces: [],
  platformNamespace: 'openwhisk',
  actionNamespace: 'openwhisk',
  buffer: { size: 500 * 2 ** 20, chunkSize: 1.5 * 2 ** 20, flushSeconds: 5, threads: 8, retryMaxSeconds: 30 },
  target: {
    host: 'elasticsearch.logging.svc',
    port: 9200,
    protocol: 'https',
    kind: 'elasticsearch',
    authoritiesFile: '/etc/elasticsearch-ca/ca.crt',
    indexPrefix: 'logstash',
  },
};
