import { parseSize } from '../text/quantity';
import type { Logging } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { NODE_FILES } from './fluentd/system-logs';
import { bufferBytes } from './fluentd/output';

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

/** Directories of the system, of the container runtimes, and in memory. */
const OTHERS_DIRECTORY =
  /^\/(bin|boot|dev|etc|lib\d*|proc|run|sbin|sys|tmp|usr|var\/(log|run|tmp|lib\/(containerd|containers|docker|etcd|kubelet)))(\/|$)|^\/(var(\/lib)?)?$/;

const ownDirectory: SectionRule<Logging> = ({ fluentd: { buffer } }) =>
  OTHERS_DIRECTORY.test(buffer.hostPath)
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

const unitsAreRead: SectionRule<Logging> = ({ fluentd: { journal, systemLogs, units } }) =>
  units.length > 0 && (journal === 'none' || !systemLogs)
    ? [
        {
          path: ['logging', 'fluentd', 'units'],
          problem: 'no journal is read',
          allowed: 'units together with logging.fluentd.systemLogs: true and a journal',
          fix: systemLogs
            ? 'remove it, or remove logging.fluentd.journal: none'
            : 'remove it, or remove logging.fluentd.systemLogs: false',
        },
      ]
    : [];

/** Directories below /var/log whose files are read already, or binary. */
const READ_ALREADY: Readonly<Record<string, string>> = {
  containers: 'the logs of containers, which are collected',
  pods: 'the logs of containers, which are collected',
  journal: 'the journal, see logging.fluentd.journal and logging.fluentd.units',
};

function matches(pattern: string, name: string): boolean {
  return new RegExp(`^${pattern.replace(/[.+]/g, '\\$&').replaceAll('*', '[^/]*')}$`).test(name);
}

/** The content of a path that is collected without it. */
function collectedBy(path: string, systemLogs: boolean): string | undefined {
  const [directory = '', ...below] = path.split('/').slice(3);
  if (systemLogs && NODE_FILES.some((file) => matches(path, file)))
    return 'a log of the kubelet or the container runtime, which is collected';
  const found = Object.keys(READ_ALREADY).find((name) => below.length > 0 && matches(directory, name));
  return found && READ_ALREADY[found];
}

const filesAreOthers: SectionRule<Logging> = ({ fluentd: { files, systemLogs } }) =>
  files.flatMap(({ name, path }, index) => {
    const at = ['logging', 'fluentd', 'files', index];
    const before = files.slice(0, index);
    const content = collectedBy(path, systemLogs);
    return [
      ...(before.some((other) => other.name === name)
        ? [
            {
              path: [...at, 'name'],
              problem: `'${name}' is the name of another entry`,
              allowed: 'a name of its own for each file: positions and tags have it',
              fix: 'write another name',
            },
          ]
        : []),
      ...(before.some((other) => other.path === path)
        ? [
            {
              path: [...at, 'path'],
              problem: `'${path}' is the path of another entry`,
              allowed: 'each path once, because every entry reads its files',
              fix: 'remove one of the entries',
            },
          ]
        : []),
      ...(content
        ? [
            {
              path: [...at, 'path'],
              problem: `'${path}' matches ${content}`,
              allowed: 'files that are not read yet',
              fix: 'write a path that matches the other files only, or remove the entry',
            },
          ]
        : []),
    ];
  });

const jsonIsRead: SectionRule<Logging> = ({ fluentd: { jsonNamespaces, exclude } }) =>
  jsonNamespaces.flatMap((name, index) => {
    const pattern = exclude.namespaces.find((excluded) => matches(excluded, name));
    return pattern === undefined
      ? []
      : [
          {
            path: ['logging', 'fluentd', 'jsonNamespaces', index],
            problem: `the logs of '${name}' are excluded by '${pattern}'`,
            allowed: 'namespaces whose logs are collected',
            fix: `remove '${name}' here, or '${pattern}' from logging.fluentd.exclude.namespaces`,
          },
        ];
  });

/** Rules between the values of Fluentd. */
export const FLUENTD_RULES: readonly SectionRule<Logging>[] = [
  bufferFits,
  chunksFit,
  ownDirectory,
  journalIsRead,
  unitsAreRead,
  filesAreOthers,
  jsonIsRead,
];
