import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { alertmanagerProblems } from '../../../lib/formats/alertmanager';
import { componentConfigProblems } from '../../../lib/formats/component-config';
import { elasticsearchProblems } from '../../../lib/formats/elasticsearch';
import { kafkaProblems } from '../../../lib/formats/kafka';
import { natsProblems } from '../../../lib/formats/nats';
import { nginxProblems } from '../../../lib/formats/nginx';
import { optionFileProblems } from '../../../lib/formats/option-file';
import type { FormatProblem } from '../../../lib/formats/problem';
import { blackboxProblems, prometheusProblems, ruleFileProblems } from '../../../lib/formats/prometheus';
import { redisProblems } from '../../../lib/formats/redis';
import { shellProblems } from '../../../lib/formats/shell';
import { zookeeperProblems } from '../../../lib/formats/zookeeper';
import { endJudges, example, JUDGES, type Judge } from './judges';
import { mutationsOf } from './mutations';

/** Mutations of one format. */
const MUTATIONS = 40;

interface Format {
  readonly judge: string;
  readonly file: string;
  readonly problems: (text: string) => readonly FormatProblem[];
}

const FORMATS: readonly Format[] = [
  { judge: 'nginx', file: 'nginx.conf', problems: (text) => nginxProblems(text, { place: 'main' }) },
  { judge: 'kafka', file: 'server.properties', problems: kafkaProblems },
  { judge: 'zookeeper', file: 'zoo.cfg', problems: zookeeperProblems },
  { judge: 'elasticsearch', file: 'elasticsearch.yml', problems: elasticsearchProblems },
  { judge: 'mariadb', file: 'my.cnf', problems: (text) => optionFileProblems(text, 'mariadb') },
  { judge: 'redis', file: 'redis.conf', problems: (text) => redisProblems(text) },
  { judge: 'prometheus', file: 'prometheus.yml', problems: prometheusProblems },
  { judge: 'rules', file: 'rules.yml', problems: ruleFileProblems },
  { judge: 'alertmanager', file: 'alertmanager.yml', problems: alertmanagerProblems },
  { judge: 'blackbox', file: 'blackbox.yml', problems: blackboxProblems },
  { judge: 'nats', file: 'nats.conf', problems: (text) => natsProblems(text, { environment: [] }) },
  ...['kubelet', 'kube-proxy', 'scheduler', 'encryption', 'tracing', 'audit'].map((name) => ({
    judge: 'components',
    file: `${name}.yaml`,
    problems: componentConfigProblems,
  })),
  { judge: 'bash', file: 'script.sh', problems: (text) => shellProblems(text, 'bash') },
  { judge: 'dash', file: 'script.sh', problems: (text) => shellProblems(text, 'dash') },
  { judge: 'ash', file: 'script.sh', problems: (text) => shellProblems(text, 'ash') },
];

for (const { judge: name, file, problems } of FORMATS) {
  describe(`The reader of ${file} and ${name}`, () => {
    let folder: string;
    let judge: Judge;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), `faas-stack-${name}-`));
      mkdirSync(join(folder, 'client_body_temp'));
      judge = (await JUDGES[name]?.(folder)) ?? (() => Promise.resolve('there is no judge'));
    });
    after(() => {
      endJudges();
      rmSync(folder, { recursive: true, force: true });
    });

    it('take the same file', async () => {
      const text = example(file);
      assert.equal(await judge(text), undefined);
      assert.deepEqual(problems(text), []);
    });

    it('agree on files with one mistake', async () => {
      const all = mutationsOf(example(file), MUTATIONS, 1);
      const differing: string[] = [];
      let refused = 0;
      for (const { kind, text } of all) {
        const reason = await judge(text);
        const found = problems(text).filter(({ warning }) => !warning);
        if (reason !== undefined) refused++;
        if ((reason === undefined) === (found.length === 0)) continue;
        const changed = text.split('\n').find((line) => !example(file).split('\n').includes(line));
        const words =
          reason === undefined ? `accepted, but: ${JSON.stringify(found)}` : `refused: ${reason.slice(0, 300)}`;
        differing.push(`${kind}: ${changed ?? '(a line less or twice)'}\n    ${words}`);
      }
      console.log(`${name}: ${all.length} files, ${refused} refused, ${differing.length} judged differently`);
      assert.deepEqual(differing, []);
    });
  });
}
