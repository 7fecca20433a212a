import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { Manifests } from '../../support/platform';
import { Cluster } from '../harness';
import type { Manifest, Pod } from '../wire-types';
import { compiled, javaIn } from './java';
import { type NetworkPolicy, packetFilter } from './policy-filter';
import { PodNetwork, SERVICE_ADDRESS } from './pod-network';

const run = promisify(execFile);

const NAMESPACE = 'openwhisk';
const ACCOUNT = 'owdev-invoker';

/** What the API server notes of each call of the invoker's ServiceAccount, with what came of a pod that it made. */
const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    {
      level: 'RequestResponse',
      users: [`system:serviceaccount:${NAMESPACE}:${ACCOUNT}`],
      resources: [{ group: '', resources: ['pods', 'pods/log', 'events'] }],
    },
    { level: 'None' },
  ],
};

/** One line of the audit log. */
interface Call {
  readonly verb: string;
  readonly objectRef: { readonly resource: string; readonly subresource?: string };
  readonly responseStatus: { readonly code: number };
  readonly responseObject?: object;
}

describe('The client with which invokers make action pods', () => {
  let cluster: Cluster;
  let network: PodNetwork;
  let audit: string;
  let classes: string;
  let number = 0;

  before(async () => {
    audit = mkdtempSync(join(tmpdir(), 'faas-stack-audit-'));
    writeFileSync(join(audit, 'policy.json'), JSON.stringify(AUDIT_POLICY));
    cluster = await Cluster.start({
      apiServerFlags: { 'audit-policy-file': join(audit, 'policy.json'), 'audit-log-path': join(audit, 'log') },
    });
    network = await PodNetwork.start(cluster.processes, join(cluster.folder, 'pods'), cluster.ports['kube-apiserver']);
    classes = await compiled('InvokerCalls', 'fabric8', cluster.folder);
  });
  after(() => {
    network?.stop();
    cluster?.stop();
    rmSync(audit, { recursive: true, force: true });
  });

  for (const generation of ['akka', 'pekko'] as const) {
    it(`may make all of its calls, and no other: ${generation}`, async () => {
      const manifests = Manifests.of(`openwhisk: { actorSystem: ${generation} }`);
      const { errors } = await cluster.apply(identityOf(manifests));
      assert.deepEqual(errors, []);
      number += 1;
      const sandbox = await network.sandbox('owdev-invoker-0', `10.244.200.${number}`, {
        token: await cluster.tokenOf(`${NAMESPACE}/${ACCOUNT}`),
        'ca.crt': readFileSync(cluster.authority.cert, 'utf8'),
        namespace: NAMESPACE,
      });
      const invoker = { ip: sandbox.ip, labels: manifests.workload('invoker').spec.template.metadata.labels ?? {} };
      sandbox.filter(packetFilter(policiesOf(manifests), invoker, [invoker]));
      const template = join(cluster.folder, 'template.yaml');
      writeFileSync(template, manifests.config('action-pod')['template.yaml'] ?? '');
      const pod = { manifests, generation, program: 'invoker', sandbox, classPath: classes } as const;
      const { stdout } = await run('nsenter', javaIn(pod, 'InvokerCalls', template, `wsk-${generation}`, 'owdev'));
      assert.deepEqual(stdout.trim().split('\n'), [
        `master https://${SERVICE_ADDRESS.host}:${SERVICE_ADDRESS.port}/`,
        ...['clean', 'create', 'ready', 'label', 'log', 'events', 'delete', 'clean'].map((call) => `${call} ok`),
      ]);
      assert.deepEqual(made(calls()), granted(manifests));
    });
  }

  it('brings all of the template into the cluster but the profile of seccomp', () => {
    const created = calls().find(({ verb }) => verb === 'create')?.responseObject as Required<Pod> | undefined;
    assert.ok(created);
    const spec = created.spec as unknown as Record<string, unknown>;
    assert.deepEqual(
      { ...pick(spec, 'automountServiceAccountToken', 'enableServiceLinks', 'securityContext') },
      // The library knows the API of Kubernetes 1.18, which had no seccompProfile.
      { automountServiceAccountToken: false, enableServiceLinks: false, securityContext: {} },
    );
    const [container] = spec['containers'] as Record<string, unknown>[];
    assert.deepEqual(container?.['securityContext'], { capabilities: { drop: ['NET_RAW', 'NET_ADMIN'] } });
  });

  const calls = (): Call[] =>
    readFileSync(join(audit, 'log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Call);
});

/** Distinct calls, which none was refused of. */
function made(calls: readonly Call[]): string[] {
  const refused = calls.filter(({ responseStatus: { code } }) => code === 401 || code === 403);
  assert.deepEqual(refused, []);
  return distinct(
    calls.map(({ verb, objectRef: { resource, subresource } }) =>
      [verb, subresource ? `${resource}/${subresource}` : resource].join(' '),
    ),
  );
}

/** What the invoker's Role grants, in the same words. */
function granted(manifests: Manifests): string[] {
  const { rules } = manifests.get<{ rules: { resources: string[]; verbs: string[] }[] }>('Role', 'invoker');
  return distinct(
    rules.flatMap(({ resources, verbs }) =>
      resources.flatMap((resource) => verbs.map((verb) => [verb, resource].join(' '))),
    ),
  );
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function pick(object: Record<string, unknown>, ...keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, object[key]]));
}

function identityOf(manifests: Manifests): Manifest[] {
  const kinds = ['ServiceAccount', 'Role', 'RoleBinding'];
  return [
    ...manifests.kind('Namespace').filter(({ metadata }) => metadata.name === NAMESPACE),
    ...kinds.flatMap((kind) => manifests.kind(kind).filter(({ metadata }) => metadata.name === ACCOUNT)),
  ] as Manifest[];
}

function policiesOf(manifests: Manifests): NetworkPolicy[] {
  const own = manifests.kind('NetworkPolicy').filter(({ metadata }) => metadata.namespace === NAMESPACE);
  return own as unknown as NetworkPolicy[];
}
