import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import program from '../../../stacks/index';
import { Cluster } from '../harness';
import { standardNodes } from '../nodes';
import { configure, Engine, Steps } from './engine';

/** A value that must not be shown. */
const MARKER = 'the-marker';

/** Configurations that no platform can be made of, and what is said about them. */
const REFUSED: readonly [what: string, config: Readonly<Record<string, { value: string }>>, message: RegExp][] = [
  ['a kubeconfig that is not there', { kubeconfig: { value: '/no/such/file' } }, /There is no kubeconfig file/],
  ['a context that is not there', { context: { value: 'blue' } }, /has no context 'blue'[^]*one of: test/],
  ['a profile that is not known', { profile: { value: 'huge' } }, /faas-stack:profile: 'huge' is not possible/],
  [
    'a wrong override',
    { 'openwhisk.invoker.replicas': { value: 'many' } },
    /faas-stack:openwhisk\.invoker\.replicas: 'many' is not a number/,
  ],
  [
    'a secret in plain',
    { 'openwhisk.redis.auth.password': { value: MARKER } },
    /faas-stack:openwhisk\.redis\.auth\.password: the value is a secret/,
  ],
];

describe('pulumi preview', () => {
  let cluster: Cluster;
  let engine: Engine;

  before(async () => {
    cluster = await Cluster.start({ nodes: standardNodes() });
    engine = await Engine.start(cluster);
  });
  after(() => {
    cluster?.stop();
    // A program that fails inside this process leaves promises behind that nobody waits for; the runner takes them for a failure
    // of the file. What fails in a test is reported by itself.
    process.once('exit', () => (process.exitCode = 0));
  });

  for (const [what, config, message] of REFUSED)
    it(`refuses ${what}, and registers nothing`, async () => {
      const faas = await engine.stack('refused', program);
      await configure(faas, cluster, 'lean');
      await faas.stack.setAllConfig(config);
      const steps = new Steps();
      await assert.rejects(faas.stack.preview({ onEvent: steps.listen }), message);
      assert.deepEqual(steps.names('create'), []);
    });
});
