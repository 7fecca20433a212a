import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/checks/rule-list';

test('every rule is looked after by a check, and its title is one sentence', () => {
  const folder = join(__dirname, '../../lib/checks');
  const checks = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== 'rule-list.ts')
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  for (const [id, { title }] of Object.entries(RULES)) {
    expect(id).toMatch(/^FS-[1-9]\d\d$/);
    expect(checks).toContain(`'${id}'`);
    expect(title).toMatch(/^[A-Z][^.]*\.$/);
  }
});
