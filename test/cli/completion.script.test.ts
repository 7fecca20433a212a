import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faasStack } from './faas-stack';

// Each run of the program takes seconds on busy cores.
jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SCRIPT = join(folder, 'completion.bash');
let commands: string[];

beforeAll(() => {
  const { stdout, stderr } = faasStack('completion', 'bash');
  expect(stderr).toBe('');
  writeFileSync(SCRIPT, stdout);
  commands = completions('');
});

/** What bash offers after a line whose last word is incomplete. */
function completions(line: string): string[] {
  const words = ['faas-stack', ...line.split(' ')];
  const program = [
    'source "$1"; shift',
    'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))',
    '_faas_stack; printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  const { stdout, stderr } = spawnSync('bash', ['-c', program, '-', SCRIPT, ...words], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

test('bash completes commands', () => {
  expect(commands).toEqual(
    expect.arrayContaining(['init', 'synth', 'check', 'apply', 'explain', 'completion', 'help']),
  );
  expect(completions('sy')).toEqual(['synth']);
});

test('bash completes options of the command, in their long and short forms', () => {
  expect(completions('synth --o')).toEqual(['--output']);
  expect(completions('synth -')).toEqual(expect.arrayContaining(['-f', '--file', '-o', '--output', '-h', '--help']));
  expect(completions('synth --out')).not.toContain('--take-over');
});

test('bash completes values of options and of arguments', () => {
  expect(completions('init --profile ')).toEqual(['lean', 'standard', 'production']);
  expect(completions('check manifests/ --format s')).toEqual(['sarif']);
  expect(completions('completion ')).toEqual(['bash', 'zsh', 'fish']);
});

test('bash offers nothing of its own where a file or a text follows', () => {
  expect(completions('synth -f ')).toEqual([]);
  expect(completions('check pla')).toEqual([]);
});

test.each([
  [
    'zsh',
    /^#compdef faas-stack\n[^]*'synth:write the manifests[^]*\{-f,--file\}'\[platform file[^]*:value:\(text json sarif\)'/,
  ],
  [
    'fish',
    /^[^]*-a synth -d 'write the manifests[^]*-s f -l file -r -d 'platform file[^]*-l format -x -a 'text json sarif'/,
  ],
])('the script for %s has commands, options and values', (shell, pattern) => {
  const { code, stdout } = faasStack('completion', shell);
  expect(code).toBe(0);
  expect(stdout).toMatch(pattern);
});

test('another shell is refused', () => {
  expect(faasStack('completion', 'tcsh')).toEqual({
    code: 1,
    stdout: '',
    stderr:
      "error: command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.\n",
  });
});

test('the help of every command has examples with options that it knows', () => {
  for (const command of commands.filter((name) => /^[a-z]/.test(name) && name !== 'help')) {
    const { stdout } = faasStack(command, '--help');
    const [, examples = ''] = stdout.split('\nExamples:\n');
    expect({ command, has: examples.includes('faas-stack') }).toEqual({ command, has: true });
    const own = examples.split('\n').map((line) => line.split('faas-stack ').at(-1)?.split(/[|>]/)[0] ?? '');
    const used = own.flatMap((line) => line.match(/(?<= )--[a-z][a-z-]*/g) ?? []);
    const known = completions(`${command} --`);
    expect({ command, unknown: used.filter((option) => !known.includes(option)) }).toEqual({ command, unknown: [] });
  }
});
