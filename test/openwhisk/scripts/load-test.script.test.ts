import { loadTestScript } from '../../../lib/openwhisk/scripts/load-test';
import { Sandbox } from './sandbox';

const ENV = {
  WSK_AUTH: 'user-id:user-key',
  WSK_API_HOST_URL: 'http://ow-nginx:80',
  INVOCATIONS: '20',
  CONCURRENCY: '4',
};

describe('the load test', () => {
  let sandbox: Sandbox;

  beforeEach(() => {
    sandbox = new Sandbox();
    sandbox.program('wsk', 'true');
  });
  afterEach(() => sandbox.remove());

  test('prints the latency of all invocations, and deletes its action', async () => {
    sandbox.program('curl', 'echo "0.250 200"');
    const { status, output, verdict } = await sandbox.run(loadTestScript(), ENV);
    expect(output).toContain('latency in s: mean 0.250, p50 0.250, p95 0.250, p99 0.250, max 0.250\n');
    expect(output).toContain('20 of 20 invocations succeeded\n');
    expect(verdict).toBe('PASSED: 20 invocations succeeded');
    expect(status).toBe(0);
    const calls = sandbox.calls();
    expect(calls.filter(([program]) => program === 'curl')).toHaveLength(21);
    expect(calls.at(-1)?.slice(0, 4)).toEqual(['wsk', '-i', 'action', 'delete']);
    expect(JSON.stringify(calls) + output).not.toContain('user-key');
  });

  test('fails when an invocation does', async () => {
    sandbox.program('curl', 'if [ $((RANDOM % 2)) = 0 ]; then echo "0.1 200"; else echo "0.1 502"; fi');
    const { status, output, verdict } = await sandbox.run(loadTestScript(), { ...ENV, INVOCATIONS: '40' });
    expect(output).toMatch(/\d+ of 40 invocations succeeded/);
    expect(verdict).toMatch(/^FAILED: \d+ of 40 invocations failed$/);
    expect(status).toBe(1);
  });
});
