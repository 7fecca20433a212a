import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { LIBRARY_KEYS } from '../../../lib/openwhisk/contract/configuration';
import { jvmOptions } from '../../openwhisk/contract/image';
import { Manifests } from '../../support/platform';
import { requireProgram } from '../scripts/programs';
import { applicationConf } from './application-conf';
import { compiled } from './java';

const run = promisify(execFile);

const POD_IP = '10.244.0.1';

for (const generation of ['akka', 'pekko'] as const) {
  describe(`The configuration library of the generation ${generation}`, () => {
    let folder: string;
    let classPath: string;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'faas-stack-configuration-'));
      writeFileSync(join(folder, 'application.conf'), applicationConf(generation, 'controller'));
      classPath = `${folder}:${await compiled('Configuration', generation, folder)}`;
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    /** Answers with the options that a controller has in a platform. */
    async function ask(yaml: string, ...questions: readonly string[]): Promise<string[]> {
      const manifests = Manifests.of(`openwhisk: { actorSystem: ${generation}, ${yaml} }`);
      const env = Object.fromEntries(
        Object.entries(manifests.env('controller')).map(([name, value]) => [
          name,
          value.replaceAll('$(POD_IP)', POD_IP),
        ]),
      );
      const options = jvmOptions(generation, 'controller', env, POD_IP);
      const running = run(requireProgram('java'), [...options, '-cp', classPath, 'Configuration']);
      running.child.stdin?.end(questions.map((question) => `${question}\n`).join(''));
      return (await running).stdout.trimEnd().split('\n');
    }

    it('has every key of a library that the platform sets', async () => {
      const keys = (['both', generation] as const).flatMap((part) => LIBRARY_KEYS[part]);
      const known = await ask('', ...keys.map((key) => `known ${generation}.${key}`));
      assert.deepEqual(
        keys.filter((_, index) => known[index] !== 'true'),
        [],
      );
    });

    it('does not have the keys that were set in vain', async () => {
      const keys = [`${generation}.discovery.kubernetes-api.pod-port-name`, 'akka.discovery.kubernetes-api.use-raw-ip'];
      assert.deepEqual(await ask('', ...keys.map((key) => `known ${key}`)), ['false', 'false']);
    });

    it('makes lists of numbered variables and options, which take the place of those in files', async () => {
      const one = await ask('', `strings ${generation}.cluster.seed-nodes`);
      assert.deepEqual(one, [`${generation}://controller-actor-system@${POD_IP}:25520`]);
      const [suites = '', protocols] = await ask(
        'controller: { replicas: 2 }',
        'strings ssl-config.enabledCipherSuites',
        'strings ssl-config.enabledProtocols',
      );
      assert.equal(protocols, 'TLSv1.3 TLSv1.2');
      assert.ok(!suites.includes('CBC'));
      for (const key of ['ECDSA', 'RSA']) assert.ok(suites.includes(`TLS_ECDHE_${key}_WITH_AES_128_GCM_SHA256`));
    });
  });
}
