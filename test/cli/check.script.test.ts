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

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: a:1, resources: { requests: { cpu: 5, memory: 1Gi } } }] }\n';

test('pods have to fit the nodes of --nodes', () => {
  expect(check(POD, '--nodes', '3x4cpu16Gi').stdout).toContain('FS-344');
  expect(check(POD, '--nodes', '3x4cpu16Gi,1x8cpu32Gi').stdout).not.toContain('FS-344');
});

test.each([
  ['3x4cpu', '3x4cpu'],
  ['3x4cpu16Gi,0x4cpu16Gi', '0x4cpu16Gi'],
  ['4cpu16Gi', '4cpu16Gi'],
])('--nodes %s is refused', (nodes, part) => {
  const { code, stderr } = check(POD, '--nodes', nodes);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `error: option '--nodes <nodes>' argument '${nodes}' is invalid. '${part}' has another form. Write count, cores and memory, such as 3x4cpu16Gi.\n`,
  });
});

test('--nodes without manifests is refused', () => {
  expect(runSource('lib/cli/main.ts', ['check', '--nodes', '3x4cpu16Gi'])).toMatchObject({
    code: 2,
    stderr: 'error: --nodes is for manifests: write them with synth, and check their folder\n',
  });
});
