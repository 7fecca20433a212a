import { runSource, type Run } from './faas-stack';

// Each test starts the program, which takes seconds on busy cores.
jest.setTimeout(60_000);

const check = (input: string, ...args: string[]): Run =>
  runSource('lib/cli/main.ts', ['check', '-', ...args], {}, input);

const SOUND = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';
const WRONG =
  'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { selector: { app: a }, ports: [{ port: 80 }] }\n';
const FORMATS = ['text', 'json', 'sarif'] as const;

/** Whether a report is in its format. */
function isIn(format: (typeof FORMATS)[number], report: string): boolean {
  if (format === 'text') return report.includes('1 object checked');
  const { counts, runs } = JSON.parse(report) as { counts?: object; runs?: object[] };
  return format === 'json' ? counts !== undefined : runs?.length === 1;
}

test.each(FORMATS)('exit codes with --format %s', (format) => {
  const sound = check(SOUND, '--format', format);
  expect({ code: sound.code, stderr: sound.stderr, is: isIn(format, sound.stdout) }).toEqual({
    code: 0,
    stderr: '',
    is: true,
  });
  const wrong = check(WRONG, '--format', format);
  expect({ code: wrong.code, stderr: wrong.stderr, is: isIn(format, wrong.stdout) }).toEqual({
    code: 1,
    stderr: '',
    is: true,
  });
  expect(wrong.stdout).toContain('FS-201');
  const none = check('a: 1\n', '--format', format);
  expect(none).toEqual({
    code: 2,
    stdout: '',
    stderr: 'standard input: no manifests\n  fix: name files or folders with objects that have apiVersion and kind\n',
  });
});
