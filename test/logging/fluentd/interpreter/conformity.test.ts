import { createHash } from 'node:crypto';
import { JOIN_TRACES } from '../../../../lib/logging/fluentd/join-traces';
import { POD_METADATA } from '../../../../lib/logging/fluentd/pod-metadata';
import recorded from '../recorded/fluentd-1.19.3.json';
import { corpus, type CorpusFile } from './corpus';
import { Node } from './node';

type Source = Readonly<Record<string, unknown>>;
type Recording = Readonly<Record<string, readonly Source[]>>;

const FILES = corpus();
const RUNTIMES = ['cri', 'docker-json', 'auto'] as const;

/** The documents that the interpreter makes of a file of the corpus. */
function documentsOf({ path, content }: CorpusFile, runtime: (typeof RUNTIMES)[number]): Source[] {
  const node = new Node({ runtime });
  node.files.append(path, content);
  return node.all().map((document) => comparable(document, !path.startsWith('/var/log/containers/')));
}

/** Start of the times of reading, see `node.ts`. */
const NOW = '2024-05-01T12:00:0';

/** Without what is of the run: the container's id, and the time of reading where the line has none. */
function comparable(document: Source, ofNode: boolean): Source {
  const { '@timestamp': time, ...source } = Object.fromEntries(
    Object.entries(document).filter(([key]) => key !== 'docker' && key !== 'kubernetes'),
  );
  return ofNode || source['stream'] === 'unparsed' || String(time).startsWith(NOW) ? source : { ...source, time };
}

/** Keys in order. Records of different streams may change places, as timers differ; so may records of different days: one request per index. */
function sorted(sources: readonly Source[]): unknown[] {
  const key = ({ stream, time }: Source): string => `${String(stream)} ${String(time).slice(0, 10)}`;
  return [...sources]
    .sort((left, right) => key(left).localeCompare(key(right)))
    .map((source) => Object.fromEntries(Object.entries(source).sort(([a], [b]) => (a < b ? -1 : 1))));
}

describe.each(RUNTIMES)('with the runtime %s, the interpreter makes the records of Fluentd 1.19.3 of', (runtime) => {
  const recording: Recording = recorded.records[runtime];

  it.each(FILES.map((file) => [file.id, file] as const))('%s', (id, file) => {
    expect(sorted(documentsOf(file, runtime))).toEqual(sorted(recording[id] ?? []));
  });
});

describe('the recording', () => {
  it('names the present text of both plugins', () => {
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
    expect(recorded.plugins).toMatchObject({ join_traces: hash(JOIN_TRACES), pod_metadata: hash(POD_METADATA) });
  });
});

describe('the corpus', () => {
  it('has at least 120 files, each with a recording for every runtime', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(120);
    const ids = FILES.map(({ id }) => id).sort();
    for (const runtime of RUNTIMES) expect(Object.keys(recorded.records[runtime]).sort()).toEqual(ids);
  });

  it('has a record of every file with a text, whatever the runtime, except of the log of Fluentd itself', () => {
    const lost = RUNTIMES.flatMap((runtime) =>
      FILES.filter(
        ({ id, content }) => content.includes('\n') && !(recorded.records[runtime] as Recording)[id]?.length,
      ).map(({ id }) => id),
    );
    expect(new Set(lost)).toEqual(new Set(['random/owdev-fluentd-abc_logging_fluentd']));
  });
});
