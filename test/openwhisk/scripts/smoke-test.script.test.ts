import { readdirSync } from 'node:fs';
import { smokeTestScript } from '../../../lib/openwhisk/scripts/smoke-test';
import { Sandbox } from './sandbox';

const ENV = { WSK_AUTH: 'user-id:user-key', WSK_API_HOST_URL: 'http://ow-nginx.faas.svc.cluster.local:80' };

const GREETING = 'Hello from the smoke test';

/** A `wsk` that keeps one action and one route in files, and prints as the real one does. */
const WSK = `
case "$2 $3" in
  'action update')
    [[ $(cat "$5") == *'function main()'* ]]
    echo "$4" >"$SANDBOX/action"
    echo "ok: updated action $4" ;;
  'action list') printf 'actions\\n/guest/%-60s private nodejs:20\\n' "$(cat "$SANDBOX/action")" ;;
  'action invoke') echo '{ "body": "${GREETING}" }' ;;
  'action get') printf 'ok: got action %s\\nhttp://ow-nginx/api/v1/web/guest/default/%s\\n' "$4" "$4" ;;
  'action delete') rm "$SANDBOX/action" && echo "ok: deleted action $4" ;;
  'api create')
    if [[ -e $SANDBOX/route ]]; then echo 'error: Unable to create API: it exists'; exit 1; fi
    touch "$SANDBOX/route"
    printf 'ok: created API %s%s GET for action /_/%s\\nhttps://faas.example.org:31001/api/23bc46b1%s%s\\n' "$4" "$5" "$7" "$4" "$5" ;;
  'api delete') rm "$SANDBOX/route" && echo "ok: deleted API $4" ;;
esac`;

/** Steps in order, each as the beginning of its call. */
const STEPS = [
  'wsk -i action update smoke-N',
  'wsk -i action list --limit 200',
  'wsk -i action invoke --result smoke-N',
  'wsk -i action get smoke-N --url',
  'curl http://ow-nginx/api/v1/web/guest/default/smoke-N',
  'wsk -i api create /smoke-N /hello get smoke-N',
  'curl http://ow-nginx.faas.svc.cluster.local:80/api/23bc46b1/smoke-N/hello',
  'wsk -i api delete /smoke-N',
  'wsk -i action delete smoke-N',
];

describe('the smoke test', () => {
  let sandbox: Sandbox;

  beforeEach(() => {
    sandbox = new Sandbox();
    sandbox.program('wsk', WSK);
    sandbox.program('curl', `echo '${GREETING}'`);
  });
  afterEach(() => sandbox.remove());

  function run(env: Record<string, string> = {}) {
    return sandbox.run(smokeTestScript(), { ...ENV, ...env });
  }

  /** The calls in short: the random number of the names as N, no file, of curl only the address. */
  function steps(): string[] {
    return sandbox.calls().map(([program, ...args]) => {
      const shown = program === 'curl' ? args.slice(-1) : args.slice(0, args[2] === 'update' ? 4 : undefined);
      return [program, ...shown].join(' ').replaceAll(/smoke-\d+/g, 'smoke-N');
    });
  }

  /** What is left on the platform. */
  function remains(): string[] {
    return readdirSync(sandbox.directory).filter((name) => ['action', 'route'].includes(name));
  }

  test('calls an action by the CLI, as a web action and behind a route, and removes both', async () => {
    const { status, verdict } = await run();
    expect(verdict).toBe('PASSED: an action answers to the CLI, as a web action and behind a route');
    expect(status).toBe(0);
    expect(steps()).toEqual(STEPS);
    expect(remains()).toEqual([]);
  });

  test('creates a web action', async () => {
    await run();
    expect(sandbox.calls()[0]?.slice(-2)).toEqual(['--web', 'true']);
  });

  test.each([
    ['wsk', 'action update', 'creating an action'],
    ['wsk', 'action list', 'listing it'],
    ['wsk', 'action invoke', 'invoking it with the CLI'],
    ['wsk', 'action get', 'invoking it as a web action'],
    ['curl', '/api/v1/web/', 'invoking it as a web action'],
    ['wsk', 'api create', 'creating a route to it'],
    ['curl', '/api/23bc46b1/', 'calling the route'],
  ])('when %s %s fails, it leaves nothing behind and reports the failure', async (program, call, doing) => {
    const body = program === 'wsk' ? WSK : `echo '${GREETING}'`;
    // It fails after it has done its work: the worst case for the clean-up.
    sandbox.program(program, `${body}\nif [[ "$*" == *'${call}'* ]]; then exit 1; fi`);
    const { status, verdict } = await run();
    expect(verdict).toBe(`FAILED: ${doing}: given up after 10 tries`);
    expect(status).toBe(1);
    expect(remains()).toEqual([]);
    expect(readdirSync(sandbox.path('tmp'))).toEqual([]);
  });

  test.each([
    ['the CLI', 'action invoke', 'wsk', 'invoking it with the CLI'],
    ['the web action', '/api/v1/web/', 'curl', 'invoking it as a web action'],
    ['the route', '/api/23bc46b1/', 'curl', 'calling the route'],
  ])('fails when %s gives another answer', async (_, call, program, doing) => {
    const body = program === 'wsk' ? WSK : `echo '${GREETING}'`;
    sandbox.program(program, `if [[ "$*" == *'${call}'* ]]; then echo '{"error":"no"}'; exit; fi\n${body}`);
    const { output, verdict } = await run();
    expect(output).toContain('it answered: {"error":"no"}\n');
    expect(verdict).toBe(`FAILED: ${doing}: given up after 10 tries`);
    expect(remains()).toEqual([]);
  });

  test('recreates the route after a try that failed half-way', async () => {
    sandbox.program('wsk', `${WSK}\nif [[ "$2 $3" == 'api create' ]] && fails create 1; then exit 1; fi`);
    expect((await run()).status).toBe(0);
    expect(remains()).toEqual([]);
  });

  test('fails if the action cannot be deleted, and reports its name', async () => {
    sandbox.program('wsk', `if [[ "$2 $3" == 'action delete' ]]; then exit 1; fi\n${WSK}`);
    const { output, verdict } = await run();
    expect(output).toMatch(/^the action smoke-\d+ could not be removed$/m);
    expect(verdict).toBe('FAILED: removing the action: given up after 10 tries');
  });

  test('cleans up after the deadline too', async () => {
    sandbox.program('wsk', `${WSK}\nif [[ "$2 $3" == 'action update' ]]; then sleep 60; fi`);
    const { verdict } = await run({ DEADLINE_SECONDS: '2' });
    expect(verdict).toBe('FAILED: creating an action: not done within 2 s');
    expect(steps()).toEqual(['wsk -i action update smoke-N', 'wsk -i action delete smoke-N']);
    expect(remains()).toEqual([]);
  });

  test('never prints the key', async () => {
    sandbox.program('wsk', `${WSK}\ngrep -q AUTH=user-id:user-key "$WSK_CONFIG_FILE"`);
    const { output, status } = await run();
    expect(status).toBe(0);
    expect(output).not.toContain('user-key');
    expect(JSON.stringify(sandbox.calls())).not.toContain('user-key');
  });

  test('reports all missing variables', async () => {
    const { verdict } = await sandbox.run(smokeTestScript(), {});
    expect(verdict).toBe('FAILED: the environment lacks WSK_AUTH WSK_API_HOST_URL');
    expect(sandbox.calls()).toEqual([]);
  });
});
