import { readFileSync, readdirSync } from 'node:fs';
import { packageCheckerScript } from '../../../lib/openwhisk/scripts/package-checker';
import { Sandbox } from './sandbox';

const ENV = {
  WSK_AUTH: 'user-id:user-key',
  WSK_API_HOST_URL: 'http://ow-nginx.faas.svc.cluster.local:80',
  WHISK_SYSTEM_NAMESPACE: '/whisk.system',
};

const PACKAGES = ['utils', 'samples', 'websocket', 'github', 'slack'];

/** How `wsk package list` prints, and how it answers to the invocation of utils/echo. */
function wsk(packages: readonly string[], answer = '{ "message": "marco" }'): string {
  const rows = packages.map((name) => `/whisk.system/${name}`.padEnd(70) + ' shared');
  return `case "$2 $3" in
    'package list') printf '%s\\n' packages ${rows.map((row) => `'${row}'`).join(' ')} ;;
    'action invoke') printf '%s\\n' '${answer}' ;;
  esac`;
}

describe('the package checker', () => {
  let sandbox: Sandbox;

  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  function run(env: Record<string, string> = {}) {
    return sandbox.run(packageCheckerScript(), { ...ENV, ...env });
  }

  test('passes when the packages are listed and utils/echo answers', async () => {
    sandbox.program('wsk', wsk([...PACKAGES, 'alarms']));
    const { status, verdict } = await run();
    expect(verdict).toBe('PASSED: the packages are listed, and utils/echo answers');
    expect(status).toBe(0);
    expect(sandbox.calls()).toEqual([
      ['wsk', '-i', 'package', 'list', '/whisk.system', '--limit', '200'],
      ['wsk', '-i', 'action', 'invoke', '--result', '/whisk.system/utils/echo', '--param', 'message', 'marco'],
    ]);
  });

  test('queries the namespace that the installation uses', async () => {
    sandbox.program('wsk', wsk(PACKAGES).replaceAll('/whisk.system', '/ours'));
    expect((await run({ WHISK_SYSTEM_NAMESPACE: '/ours' })).status).toBe(0);
    expect((await run()).output).toContain('not in /whisk.system: utils samples websocket github slack\n');
  });

  test('fails with the names of all packages that are missing', async () => {
    // A name that only begins like a missing one does not count.
    sandbox.program('wsk', wsk(['samples', 'github', 'utils-old', 'my-slack']));
    const { status, output, verdict } = await run();
    expect(output).toContain('not in /whisk.system: utils websocket slack\n');
    expect(verdict).toBe('FAILED: listing the packages: given up after 10 tries');
    expect(status).toBe(1);
  });

  test.each([
    ['OW_INSTALL_ALARM_PROVIDER', 'alarms'],
    ['OW_INSTALL_KAFKA_PROVIDER', 'messaging'],
  ])('expects the packages of a feed only when %s is yes', async (variable, name) => {
    sandbox.program('wsk', wsk(PACKAGES));
    expect((await run({ [variable]: 'no' })).status).toBe(0);
    const { output, status } = await run({ [variable]: 'yes' });
    expect(output).toContain(`not in /whisk.system: ${name}\n`);
    expect(status).toBe(1);
  });

  test('waits for a package that is listed late', async () => {
    sandbox.program('wsk', `if [[ $2 == package ]] && fails list 2; then exit 1; fi\n${wsk(PACKAGES)}`);
    expect((await run()).status).toBe(0);
    expect(sandbox.calls().filter(([, , noun]) => noun === 'package')).toHaveLength(3);
  });

  test.each(['{ "message": "polo" }', '{ "error": "no invokers" }', 'error: timed out'])(
    'fails when utils/echo answers %s',
    async (answer) => {
      sandbox.program('wsk', wsk(PACKAGES, answer));
      const { output, verdict } = await run();
      expect(output).toContain(`it answered: ${answer}\n`);
      expect(verdict).toBe('FAILED: invoking utils/echo: given up after 10 tries');
    },
  );

  test('gives up at the deadline', async () => {
    sandbox.program('wsk', 'sleep 60');
    const { status, verdict } = await run({ DEADLINE_SECONDS: '1' });
    expect(verdict).toBe('FAILED: listing the packages: not done within 1 s');
    expect(status).toBe(1);
  });

  test('passes the key to wsk in a file that only it can read, and removes it', async () => {
    sandbox.program(
      'wsk',
      `{ stat --format=%a "$WSK_CONFIG_FILE"; cat "$WSK_CONFIG_FILE"; } >"$SANDBOX/config"\n${wsk(PACKAGES)}`,
    );
    const { output } = await run();
    expect(readFileSync(sandbox.path('config'), 'utf8')).toBe(
      '600\nAUTH=user-id:user-key\nAPIHOST=http://ow-nginx.faas.svc.cluster.local:80\n',
    );
    expect(JSON.stringify(sandbox.calls())).not.toContain('user-key');
    expect(output).not.toContain('user-key');
    expect(readdirSync(sandbox.path('tmp'))).toEqual([]);
  });

  test('reports all missing variables', async () => {
    sandbox.program('wsk');
    const { verdict } = await sandbox.run(packageCheckerScript(), {});
    expect(verdict).toBe('FAILED: the environment lacks WHISK_SYSTEM_NAMESPACE WSK_AUTH WSK_API_HOST_URL');
    expect(sandbox.calls()).toEqual([]);
  });
});
