import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { Report } from '../cluster/report';

/** Runs a suite inside of the namespaces that `run.ts` has made, and prints the totals. */
async function main([folder = '', suite = '']: readonly string[]): Promise<void> {
  process.env['FAAS_STACK_INSIDE'] = readFileSync(join(folder, 'inside.json'), 'utf8');
  const report = new Report();
  let printed = 0;
  // As soon as they are known: a run takes minutes.
  const print = () => {
    const { text } = report;
    process.stdout.write(text.slice(printed));
    printed = text.length;
  };
  const events = run({
    files: [join(__dirname, `${suite}.test.js`)],
    concurrency: 1,
    timeout: 20 * 60_000,
  });
  await report.follow(events, print);
  print();
  const { passed, failed } = report;
  writeFileSync(join(folder, 'totals.json'), JSON.stringify({ passed, failed }));
}

void main(process.argv.slice(2));
