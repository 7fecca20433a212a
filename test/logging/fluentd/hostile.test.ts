import { createHash } from 'node:crypto';
import { fineLine, HOSTILE_FILES, hostileFile, refuses } from './hostile';
import { logPath, Node } from './interpreter/node';
import recorded from './recorded/hostile-1.19.3.json';

const RUNTIMES = ['cri', 'docker-json', 'auto'] as const;

/** Files per run; `FAAS_STACK_HOSTILE_FILES=2000` is all of them. */
const COUNT = Number(process.env['FAAS_STACK_HOSTILE_FILES'] ?? 39);

describe('hostile files', () => {
  it(
    'end no worker and stop no other container, whatever the runtime and the refusals',
    () => {
      for (let at = 0; at < COUNT; at++) {
        // A stride without a common factor with the number of kinds or of runtimes.
        const index = (at * 37) % HOSTILE_FILES;
        const runtime = RUNTIMES[at % RUNTIMES.length] ?? 'cri';
        const node = new Node({ runtime });
        node.refuses = ({ source }) => source['log'] !== 'fine' && refuses(JSON.stringify(source));
        const content = hostileFile(index);
        node.files.append(logPath('web-1'), content);
        if (index % 10 === 0) node.files.append('/var/log/kubelet.log', content);
        node.write(logPath('other'), fineLine(runtime));
        expect({ index, runtime, fine: node.logs().includes('fine') }).toEqual({ index, runtime, fine: true });
      }
    },
    10_000 + 200 * COUNT,
  );

  it.each(RUNTIMES)(
    'ended no worker of Fluentd 1.19.3 with the runtime %s, within three quarters of its memory',
    (runtime) => {
      const run = recorded.runs[runtime];
      expect(run).toMatchObject({ filesRead: HOSTILE_FILES, workerDeaths: 0, exits: 0, otherContainerArrived: true });
      expect(run.peakMiB).toBeLessThan(384);
    },
  );

  it('are the files of the recorded run', () => {
    const hash = createHash('sha256');
    for (let index = 0; index < 100; index++) hash.update(hostileFile(index), 'latin1');
    expect(recorded.firstFiles).toBe(hash.digest('hex').slice(0, 16));
  });
});
