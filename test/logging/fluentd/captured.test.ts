import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIELDS } from '../../../lib/logging/fields';
import { cri, logPath, Node } from './interpreter/node';

/** Lines that a program of OpenWhisk wrote, one of each form (commit ef725a6, 2026-11-29). */
function linesOf(program: string): string[] {
  const text = readFileSync(join(__dirname, 'captured', `${program}.txt`), 'utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** Ids of 32 hexadecimal digits in a line that are neither a transaction nor the revision of a document. */
function activationsIn(line: string): string[] {
  return line.split(/[ ',:()/\]]+/).filter((word) => /^[0-9a-f]{32}$/.test(word));
}

/** The fields that a line has to have, found without regular expressions of the pipeline. */
function expectedFields(line: string): Record<string, unknown> {
  const [head = '', ...more] = line.startsWith('[20') ? line.split('] ') : [];
  const [level, transaction, component] = head ? more.map((part) => part.slice(1)) : [];
  const inTransaction = transaction?.startsWith('#tid_') ?? false;
  const named = inTransaction && line.includes(`] [${component ?? ''}] `);
  const [activation] = activationsIn(line);
  const words = line.split(' ');
  const after = (word: string): string | undefined =>
    words.includes(word) ? words[words.indexOf(word) + 1] : undefined;
  const [marker, elapsed, duration] = line.split('[marker:')[1]?.split(']')[0]?.split(':') ?? [];
  const started = line.includes('containerStart containerState');
  return {
    [FIELDS.level]: level,
    [FIELDS.transaction]: inTransaction ? transaction?.slice('#tid_'.length) : undefined,
    [FIELDS.component]: named ? component : undefined,
    [FIELDS.activation]: activation,
    [FIELDS.marker]: marker,
    'openwhisk.elapsed_ms': elapsed === undefined ? undefined : Number(elapsed),
    [FIELDS.duration]: duration === undefined ? undefined : Number(duration),
    'openwhisk.action': started ? after('action:') : undefined,
    'openwhisk.action_namespace': started ? after('namespace:') : undefined,
  };
}

describe.each(['controller', 'invoker'])('the log of a real %s', (program) => {
  const lines = linesOf(program);
  const node = new Node();
  node.write(logPath(`owdev-${program}-0`, 'openwhisk', program), ...lines.map((line) => cri(line)));
  const records = new Map(node.all().map((record) => [String(record['log']), record]));

  it('has in each line the fields that the line names', () => {
    for (const line of lines) {
      const record = records.get(line);
      const expected = expectedFields(line);
      const found = Object.fromEntries(Object.keys(expected).map((field) => [field, record?.[field]]));
      expect({ line, ...found }).toEqual({ line, ...expected });
    }
  });

  it('names every kind of field in some lines', () => {
    const seen = lines.flatMap((line) =>
      Object.entries(expectedFields(line)).flatMap(([k, v]) => (v === undefined ? [] : [k])),
    );
    const ofInvokers = ['openwhisk.action', 'openwhisk.action_namespace'];
    const all = Object.keys(expectedFields('')).filter((field) => program === 'invoker' || !ofInvokers.includes(field));
    expect([...new Set(seen)].sort()).toEqual(all.sort());
  });

  it('has the activation in every line about its end', () => {
    const ends = lines.filter((line) =>
      /ack for '|posted \w+ of activation|saving document: 'id: [\w.]+\/[0-9a-f]{32}/.test(line),
    );
    expect(ends.length).toBeGreaterThan(1);
    for (const line of ends) expect(records.get(line)?.[FIELDS.activation]).toMatch(/^[0-9a-f]{32}$/);
  });
});
