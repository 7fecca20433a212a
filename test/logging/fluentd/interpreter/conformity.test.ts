import recorded from '../recorded/fluentd-1.18.0.json';
import { Node } from './node';

type Source = Readonly<Record<string, unknown>>;

/** Nanoseconds of a recorded time, and of a document's. */
function comparable(document: Source): Source {
  const instant = String(document['@timestamp']);
  const source = Object.fromEntries(
    Object.entries(document).filter(([key]) => !['@timestamp', 'docker'].includes(key)),
  );
  const seconds = Date.parse(`${instant.slice(0, 19)}Z`) / 1000;
  return source['stream'] === 'unparsed' ? source : { ...source, time: `${seconds}${instant.slice(19, 29)}` };
}

describe('the interpreter', () => {
  it('processes 24 random files and the fixtures like Fluentd 1.18.0 with the same plugins', () => {
    const node = new Node({ runtime: 'auto' });
    for (const [path, content] of Object.entries(recorded.files)) node.files.append(path, content);
    const all = node.all();
    const differences = Object.entries(recorded.records as Record<string, Source[]>).flatMap(([path, expected]) => {
      const pod = path.replace(/^.*\/|_.*$/g, '');
      const ofPod = all.filter(({ kubernetes }) => (kubernetes as { pod_name?: string } | undefined)?.pod_name === pod);
      const found = ofPod.map(comparable);
      return JSON.stringify(sorted(found)) === JSON.stringify(sorted(expected)) ? [] : [{ path, found, expected }];
    });
    expect(differences.slice(0, 1)).toEqual([]);
    expect(all).toHaveLength(Object.values(recorded.records).flat().length);
  });
});

/** Keys in order; the timers of two runs differ, so records of different streams may change places. */
function sorted(sources: readonly Source[]): unknown[] {
  const key = ({ stream }: Source): string => String(stream);
  return [...sources]
    .sort((left, right) => key(left).localeCompare(key(right)))
    .map((source) => Object.fromEntries(Object.entries(source).sort(([a], [b]) => a.localeCompare(b))));
}
