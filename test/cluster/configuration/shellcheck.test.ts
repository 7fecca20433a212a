import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { buildApp } from '../../../charts/app';
import { podOwners } from '../../../lib/checks/read/manifests';
import { synthesize } from '../../../lib/kube/synthesis';
import { parsePlatform } from '../../../lib/load/load';
import { PACKAGE_ROOT } from '../../../lib/render';
import { exampleFiles } from '../../support/example-files';
import { requireProgram } from '../scripts/programs';

/** Warnings that do not hold for scripts in manifests. */
const EXCEPTIONS = [
  // The variable is in the environment of the container; the check of OpenWhisk's settings looks whether it is.
  'SC2154',
  // `NAME= command` runs the command with an empty variable.
  'SC1007',
  // Every attempt of a wait gets HOST and PORT, and some need only one of them.
  'SC2034',
];

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'faas-stack-shellcheck-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** What shellcheck prints about scripts, by the object and container of each; empty where it finds nothing. */
function warnings(shell: 'dash' | 'bash', scripts: ReadonlyMap<string, string>): string[] {
  const names = new Map(
    [...scripts].map(([script, name], index) => [join(folder, `${shell}-${index}`), { script, name }]),
  );
  for (const [file, { script }] of names) writeFileSync(file, script);
  const options = ['--severity=warning', `--shell=${shell}`, `--exclude=${EXCEPTIONS.join(',')}`, '--format=gcc'];
  try {
    execFileSync(requireProgram('shellcheck'), [...options, ...names.keys()], { encoding: 'utf8' });
    return [];
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    assert.notEqual(stdout, '', String(error));
    return stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/^[^:]*/, (file) => names.get(file)?.name ?? file));
  }
}

/** Scripts of sh and of bash in all platforms, each with one container that has it. */
function allScripts(): { readonly dash: ReadonlyMap<string, string>; readonly bash: ReadonlyMap<string, string> } {
  const found = { dash: new Map<string, string>(), bash: new Map<string, string>() };
  for (const { name: file, text } of exampleFiles()) {
    for (const { object, containers } of podOwners(
      synthesize(buildApp(parsePlatform(text, join(PACKAGE_ROOT, file)).platform)),
    )) {
      for (const { name, command = [], args = [], ...container } of containers) {
        const handlers = [container.livenessProbe, container.readinessProbe, container.startupProbe];
        const hooks = [container.lifecycle?.preStop, container.lifecycle?.postStart];
        const calls = [
          [...command, ...args],
          ...[...handlers, ...hooks].map((handler) => handler?.exec?.command ?? []),
        ];
        for (const call of calls) {
          const script = call[call.findIndex((part) => /^-\w*c$/.test(part)) + 1];
          const shell = /(^|\/)(ba|a|da)?sh$/.exec(call[0] ?? '');
          if (shell && script !== undefined && script !== call[0]) {
            found[shell[2] === 'ba' ? 'bash' : 'dash'].set(script, `${object.manifest.metadata.name}/${name}`);
          }
        }
      }
    }
  }
  return found;
}

it('shellcheck warns of no script in any platform, and warns of a wrong one', () => {
  const { dash, bash } = allScripts();
  console.log(`${dash.size} scripts of sh, ${bash.size} of bash`);
  assert.ok(dash.size > 30 && bash.size > 10);
  assert.deepEqual([...warnings('dash', dash), ...warnings('bash', bash)], []);
  const [found = ''] = warnings('dash', new Map([['a=(1 2)\necho $a', 'wrong/script']]));
  assert.match(found, /^wrong\/script:1:3: /);
});
