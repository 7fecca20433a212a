import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/checks/rule-list';
import '../support/generated';
import { findingsIn } from './manifests-of';

const FOLDER = join(__dirname, '../../docs/rules');
const PAGES = readdirSync(FOLDER).filter((file) => file.startsWith('FS-'));
const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

/** The examples of a page: the block after `Bad:`, and the one after `Good:`. */
const examples = (page: string): string[] =>
  [...page.matchAll(/^(?:Bad|Good):\n\n```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);

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

/** Rules about versions and upgrades compare with something that the example does not hold. */
const COMPARING = /^FS-8/;

const WITH_EXAMPLES = PAGES.filter((file) => !COMPARING.test(file) && examples(read(file)).length > 0);

test.each(WITH_EXAMPLES)('%s: the bad example breaks the rule, and the good one does not', (file) => {
  const id = file.replace('.md', '');
  const [bad = '', good = ''] = examples(read(file)).map((block) =>
    findingsIn(block, { kubernetesVersion: '1.37' }).map(({ rule }) => rule),
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
