import { parseSize } from '../text/quantity';
import { bufferBytes } from './fluentd/output';
import { copiesOf } from './indices';
import { nodeMistakes } from '../elasticsearch/rules';
import type { Mistake } from '../platform/mistake';
import type { Logging, Platform } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { sharedNamespace } from '../platform/namespaces';

const ownNamespace: SectionRule<Logging> = (_, platform) =>
  sharedNamespace(platform, 'logging', 'another one: the log collector has rights on the nodes');

const nodesWork: SectionRule<Logging> = (logging) => {
  const { external } = logging.elasticsearch;
  const copies = { path: ['logging', 'indices', 'copies'], number: copiesOf(logging) };
  return external ? [] : nodeMistakes(['logging', 'elasticsearch'], logging.elasticsearch, copies);
};

/**
 * Disk usage beyond which Elasticsearch allocates no more shards, in percent (Elasticsearch reference, "Disk-based shard
 * allocation"). A whole number: products with 0.85 are inexact, and the size that a message suggests would be refused again.
 */
const USABLE_PERCENT = 85;

const retentionFits: SectionRule<Logging> = (logging) => {
  const { external, replicas, size } = logging.elasticsearch;
  if (external) return [];
  const { retentionDays, gibPerDay } = logging.indices;
  const copies = copiesOf(logging);
  const needed = gibPerDay * retentionDays * (1 + copies);
  const usable = (replicas * parseSize(size).gibibytes * USABLE_PERCENT) / 100;
  if (needed <= usable) return [];
  const days = Math.floor(usable / gibPerDay / (1 + copies));
  const least = Math.ceil((needed * 100) / (USABLE_PERCENT * replicas));
  return [
    {
      path: ['logging', 'indices', 'retentionDays'],
      problem: `${gibPerDay} GiB per day for ${retentionDays} days, ${1 + copies} times, are ${gib(needed)}; ${replicas} × ${size} hold ${gib(usable)}, with 15 % left free`,
      allowed: `at most ${days} with these volumes`,
      fix: `${days > 0 ? `write ${days}, or ` : ''}set logging.elasticsearch.size: ${least}Gi`,
    },
  ];
};

function gib(amount: number): string {
  return `${Math.round(amount * 10) / 10} GiB`;
}

const tlsNeedsHost: SectionRule<Logging> = ({ kibana: { host, tlsSecret } }) =>
  tlsSecret && !host
    ? [
        {
          path: ['logging', 'kibana', 'tlsSecret'],
          problem: 'no Ingress uses it',
          allowed: 'tlsSecret together with host',
          fix: 'add logging.kibana.host, or remove tlsSecret',
        },
      ]
    : [];

const kibanaHasElasticsearch: SectionRule<Logging> = ({ elasticsearch: { external }, kibana }) => {
  if (!external || !kibana.enabled) return [];
  if (external.kind === 'opensearch') {
    return [
      {
        path: ['logging', 'kibana', 'enabled'],
        problem: 'Kibana does not support OpenSearch',
        allowed: 'false with logging.elasticsearch.external.kind: opensearch',
        fix: 'set logging.kibana.enabled: false, and use the dashboards of your OpenSearch',
      },
    ];
  }
  return external.kibanaSecret
    ? []
    : [
        {
          path: ['logging', 'elasticsearch', 'external'],
          problem: 'Kibana has no user on the server',
          allowed: 'external with kibanaSecret, or without Kibana',
          fix: 'create a Secret with username and password of a user with the role kibana_system, and name it in kibanaSecret',
        },
      ];
};

const noForeignSnapshots: SectionRule<Logging> = ({ elasticsearch: { external, snapshots } }) =>
  external && snapshots
    ? [
        {
          path: ['logging', 'elasticsearch', 'snapshots'],
          problem: 'an external server takes its own snapshots',
          allowed: 'snapshots without logging.elasticsearch.external',
          fix: 'remove snapshots',
        },
      ]
    : [];

/** Part of the directory's space that the buffers may take: positions and the file system itself need some, too. */
const BUFFER_SHARE = 0.9;

const bufferFits: SectionRule<Logging> = ({ fluentd: { buffer } }) => {
  const taken = bufferBytes({ size: parseSize(buffer.size).bytes });
  const most = parseSize(buffer.volume).bytes * BUFFER_SHARE;
  if (taken <= most) return [];
  const mebibytes = (bytes: number): number => Math.floor(bytes / 2 ** 20);
  return [
    {
      path: ['logging', 'fluentd', 'buffer', 'size'],
      problem: `${buffer.size}, with what Elasticsearch refuses ${mebibytes(taken)} MiB, do not fit into ${buffer.volume}`,
      allowed: `buffers of at most ${mebibytes(most)} MiB together (90 % of logging.fluentd.buffer.volume)`,
      fix: 'lower it or, where the nodes have the space, raise logging.fluentd.buffer.volume',
    },
  ];
};

/** A request of Elasticsearch holds 100 MB (Elasticsearch, `http.max_content_length`). */
const LARGEST_CHUNK = 64 * 2 ** 20;

const chunksFit: SectionRule<Logging> = ({ fluentd: { buffer } }) => {
  const [chunk, size] = [parseSize(buffer.chunkSize).bytes, parseSize(buffer.size).bytes];
  const most = Math.min(LARGEST_CHUNK, Math.floor(size / 4));
  if (chunk >= 64 * 2 ** 10 && chunk <= most) return [];
  return [
    {
      path: ['logging', 'fluentd', 'buffer', 'chunkSize'],
      problem:
        chunk > most
          ? `${buffer.chunkSize} are too much: one request, or a few files, would have to hold the whole buffer`
          : `${buffer.chunkSize} are less than one line may have`,
      allowed: `64Ki to ${Math.floor(most / 2 ** 20)}Mi: at most 64Mi, and a quarter of logging.fluentd.buffer.size`,
      fix: 'leave it out, or write such a size',
    },
  ];
};

const ownDirectory: SectionRule<Logging> = ({ fluentd: { buffer } }) =>
  /^\/var\/log(\/|$)/.test(buffer.hostPath) || ['/', '/etc', '/usr', '/bin'].includes(buffer.hostPath)
    ? [
        {
          path: ['logging', 'fluentd', 'buffer', 'hostPath'],
          problem: `'${buffer.hostPath}' is where the node itself writes`,
          allowed: 'a directory of its own, such as /var/lib/fluentd',
          fix: 'leave it out, or write another path',
        },
      ]
    : [];

const journalIsRead: SectionRule<Logging> = ({ fluentd: { journal, systemLogs } }) =>
  journal === 'volatile' && !systemLogs
    ? [
        {
          path: ['logging', 'fluentd', 'journal'],
          problem: 'no journal is read without system logs',
          allowed: 'volatile together with logging.fluentd.systemLogs: true',
          fix: 'remove it, or remove logging.fluentd.systemLogs: false',
        },
      ]
    : [];

const RULES: readonly SectionRule<Logging>[] = [
  bufferFits,
  chunksFit,
  ownDirectory,
  journalIsRead,
  ownNamespace,
  nodesWork,
  retentionFits,
  tlsNeedsHost,
  kibanaHasElasticsearch,
  noForeignSnapshots,
];

/** The mistakes between the values of logging; none while it is off. */
export function loggingMistakes(platform: Platform): Mistake[] {
  const { logging } = platform;
  return logging.enabled ? RULES.flatMap((rule) => rule(logging, platform)) : [];
}
