import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_GROUPS } from '../../../lib/mixins';
import type { Alert } from '../../../lib/mixins/alerts/alert';
import '../../support/generated';

const RUNBOOKS = join(__dirname, '../../../docs/runbooks');
const HEADINGS = ['## Meaning', '## How to look', '## What to do'];

const names = RULE_GROUPS.flatMap(({ alerts }) => Object.keys(alerts));
const files = readdirSync(RUNBOOKS);
const read = (file: string): string => readFileSync(join(RUNBOOKS, file), 'utf8');
const runbooks = files.filter((file) => file !== 'README.md').map((file) => file.replace(/\.md$/, ''));
/** Who reads a runbook has been woken by its alert. */
const MAX_LINES = 40;

function line([name, { definition }]: [string, Alert]): string {
  const severities = [...new Set(definition.levels.map(({ severity }) => severity))];
  return `- [${name}](${name}.md) (${severities.join(', ')}): ${definition.summary}.`;
}

/** What README.md has to say: each alert by group, with its severities and its summary. */
function index(): string {
  const sections = RULE_GROUPS.map(({ name, alerts }) => ({ name, lines: Object.entries(alerts).map(line) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, lines }) => `## ${name}\n\n${lines.join('\n')}\n`);
  return [
    '# Runbooks\n',
    'The meaning of each alert, how to look and what to do. Written by `npm run update`.\n',
    "In commands, words in capitals such as `NAMESPACE` stand for the values of the alert's labels; `MONITORING` is the namespace of the monitoring.\n",
    ...sections,
  ].join('\n');
}

describe('runbooks', () => {
  test('exist for every alert, and for nothing else', () => {
    expect([...runbooks].sort()).toEqual([...names].sort());
  });

  test('explain briefly what the alert means, how to look and what to do', () => {
    const incomplete = runbooks.filter((name) => {
      const [title, ...sections] = read(`${name}.md`).split(/^(?=## )/m);
      return (
        title?.trim() !== `# ${name}` ||
        sections.map((section) => section.split('\n')[0]).join() !== HEADINGS.join() ||
        sections.some((section) => section.trim().split('\n').length < 3)
      );
    });
    expect(incomplete).toEqual([]);
    expect(runbooks.filter((name) => read(`${name}.md`).trimEnd().split('\n').length > MAX_LINES)).toEqual([]);
  });

  test('link only to existing runbooks', () => {
    const dead = files.flatMap((file) =>
      [...read(file).matchAll(/\]\(([\w.-]+\.md)\)/g)]
        .filter(([, target = '']) => !files.includes(target))
        .map(([, target]) => `${file} -> ${target}`),
    );
    expect(dead).toEqual([]);
  });

  test('README.md lists them all', () => {
    expect(index()).toBeGenerated('docs/runbooks/README.md');
  });
});
