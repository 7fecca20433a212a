import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/checks/rule-list';
import { readManifests } from '../../lib/manifests/read';
import '../support/generated';
import { findingsIn } from './manifests-of';

const FOLDER = join(__dirname, '../../docs/rules');
const PAGES = readdirSync(FOLDER).filter((file) => file.startsWith('FS-'));
const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

/** A block of the example of a page, such as the one after `Bad:`. */
const block = (page: string, heading: string): string | undefined =>
  new RegExp(`^${heading}:\\n\\n\`\`\`yaml\\n(.*?)^\`\`\`$`, 'ms').exec(page)?.[1];

test('every rule has a page, and every page a rule', () => {
  const ids = Object.keys(RULES);
  expect(ids.filter((id) => !existsSync(join(FOLDER, `${id}.md`)))).toEqual([]);
  expect(PAGES.filter((file) => !ids.includes(file.replace('.md', '')))).toEqual([]);
});

test.each(PAGES)('%s says what, why and how to fix', (file) => {
  expect([...read(file).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading).slice(0, 3)).toEqual([
    'What',
    'Why',
    'How to fix',
  ]);
});

const WITH_EXAMPLES = PAGES.filter((file) => block(read(file), 'Bad') !== undefined);

test.each(WITH_EXAMPLES)('%s: the bad example breaks the rule, and the good one does not', (file) => {
  const id = file.replace('.md', '');
  const page = read(file);
  const applied = block(page, 'Applied before');
  const before = applied === undefined ? undefined : readManifests([{ file: 'before.yaml', text: applied }]).subject;
  const [bad, good] = ['Bad', 'Good'].map((heading) =>
    findingsIn(block(page, heading) ?? '', { kubernetesVersion: '1.37' }, { before }).map(({ rule }) => rule),
  );
  expect(bad).toContain(id);
  expect(good).not.toContain(id);
});

test('most rules have examples', () => {
  expect(WITH_EXAMPLES.length).toBeGreaterThan(40);
});

test('the list of the rules', () => {
  const rows = Object.entries(RULES).map(([id, facts]) => {
    const foreign = 'foreign' in facts ? facts.foreign : facts.severity;
    return `| [${id}](${id}.md) | ${facts.check} | ${facts.severity} | ${foreign} | ${facts.title} |`;
  });
  const text = [
    '# Rules of `faas-stack check`',
    '',
    'Severities: of a platform, and of manifests that others made. How to use them: [docs/checks.md](../checks.md).',
    '',
    '| rule | check | platform | others | |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
  expect(text).toBeGenerated('docs/rules/README.md');
});
