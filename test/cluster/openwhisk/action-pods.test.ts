import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { actionTemplateMistakes } from '../../../lib/openwhisk/action-template-rules';
import { NOTE_TOKEN } from '../../../lib/openwhisk/api-token';
import { platformSchema, type Platform } from '../../../lib/platform/model';
import type { Generation } from '../../../lib/openwhisk/contract/programs';
import { Manifests } from '../../support/platform';
import { Cluster } from '../harness';
import { requireProgram } from '../scripts/programs';
import { until } from '../wait';
import type { Manifest, Pod } from '../wire-types';
import { compiled, javaIn } from './java';
import { everyField, lostFields, POD_FIELDS } from './pod-fields';
import { type NetworkPolicy, packetFilter } from './policy-filter';
import { PodNetwork, SERVICE_ADDRESS } from './pod-network';

const run = promisify(execFile);

const NAMESPACE = 'openwhisk';
const ACTION_NAMESPACE = 'openwhisk-actions';
const ACCOUNT = 'owdev-invoker';

/** Longest lifetime of a token that the API server issues, shorter than the year that the manifests request. */
const LONGEST_TOKEN_HOURS = 24;

/** A template with one of everything that the platform file offers. */
const TEMPLATE = {
  labels: { team: 'a' },
  annotations: { note: 'b' },
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [{ key: 'gpu', operator: 'Exists' }],
  affinity: {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 1, preference: { matchExpressions: [{ key: 'disk', operator: 'In', values: ['fast'] }] } },
      ],
    },
  },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { team: 'a' } },
    },
  ],
  securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, supplementalGroups: [2000] },
  container: {
    securityContext: { allowPrivilegeEscalation: false },
    volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
    lifecycle: { preStop: { exec: { command: ['sleep', '1'] } } },
  },
  sidecars: [
    {
      name: 'proxy',
      image: 'registry.example.org/proxy:1.0.0',
      resources: { requests: { memory: '16Mi' }, limits: { memory: '32Mi' } },
      readinessProbe: { httpGet: { path: '/', port: 9000 } },
      volumeMounts: [{ name: 'shared', mountPath: '/shared', readOnly: true }],
    },
  ],
  initContainers: [{ name: 'prepare', image: 'registry.example.org/prepare:1.0.0', command: ['true'] }],
  volumes: [{ name: 'shared', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } }],
};

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
  readonly objectRef: { readonly namespace: string; readonly resource: string; readonly subresource?: string };
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
      apiServerFlags: {
        'audit-policy-file': join(audit, 'policy.json'),
        'audit-log-path': join(audit, 'log'),
        'service-account-max-token-expiration': `${LONGEST_TOKEN_HOURS}h`,
      },
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
      assert.deepEqual(await callsOf(manifests, generation), [
        `master https://${SERVICE_ADDRESS.host}:${SERVICE_ADDRESS.port}/`,
        ...['clean', 'create', 'ready', 'label', 'log', 'events', 'delete', 'clean'].map((call) => `${call} ok`),
      ]);
      assert.deepEqual(made(calls()), granted(manifests));
      assert.deepEqual(distinct(calls().map(({ objectRef }) => objectRef.namespace)), [ACTION_NAMESPACE]);
    });
  }

  it('creates pods with all of the template', async () => {
    const manifests = Manifests.of(
      `{ images: { pullSecrets: [mirror] }, openwhisk: { actions: { template: ${JSON.stringify(TEMPLATE)} } } }`,
    );
    await callsOf(manifests, 'akka');
    const created = calls()
      .reverse()
      .find(({ verb }) => verb === 'create')?.responseObject;
    const template = JSON.parse(manifests.config('action-pod')['template.yaml'] ?? '') as Required<Pod>;
    assert.deepEqual(lostFields(template.spec, (created as Required<Pod> | undefined)?.spec), []);
    const { containers = [] } = (created as Required<Pod> | undefined)?.spec ?? {};
    const action = containers.find(({ name }) => name === 'user-action') as unknown as Record<string, unknown>;
    assert.deepEqual(action['securityContext'], {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL', 'NET_RAW', 'NET_ADMIN'] },
    });
    assert.deepEqual(
      containers.map(({ name }) => name),
      ['user-action', 'proxy'],
    );
  });

  it('creates pods that the API server gives a seccomp profile and a user namespace, where the platform file has them', async () => {
    const securityOf = async (hardening: string): Promise<Record<string, unknown>> => {
      const manifests = Manifests.of(`openwhisk: { actions: { hardening: ${hardening} } }`);
      const policies = ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'].flatMap((kind) =>
        manifests.kind(kind),
      );
      const { errors } = await cluster.apply(policies);
      assert.deepEqual(errors, []);
      // The API server evaluates a new policy some seconds after it has accepted it.
      const security = async (): Promise<Record<string, unknown> | undefined> => {
        await callsOf(manifests, 'akka');
        const created = calls()
          .reverse()
          .find(({ verb }) => verb === 'create')?.responseObject;
        const { securityContext, hostUsers } = (created as { spec: Record<string, Record<string, unknown>> }).spec;
        const seccompProfile = securityContext?.['seccompProfile'];
        return policies.length === 0 || seccompProfile ? { seccompProfile, hostUsers } : undefined;
      };
      return until(security, { what: 'the API server changes an action pod', intervalMs: 2000 });
    };
    assert.deepEqual(await securityOf('{}'), { seccompProfile: undefined, hostUsers: undefined });
    assert.deepEqual(await securityOf('{ seccomp: true, userNamespaces: true }'), {
      seccompProfile: { type: 'RuntimeDefault' },
      hostUsers: false,
    });
  });

  it('drops the fields that the platform file refuses, and no other', async () => {
    const every = everyField();
    const spec = Object.fromEntries(Object.entries(POD_FIELDS).map(([key, field]) => [field, every[key]]));
    const file = join(cluster.folder, 'every-field.json');
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'every-field' }, spec }));
    const programs = await compiled('PodFields', 'fabric8', cluster.folder);
    const { stdout } = await run(requireProgram('java'), ['-cp', programs, 'PodFields', file]);
    const { spec: read } = JSON.parse(stdout) as { spec: Record<string, unknown> };
    const kept = Object.fromEntries(Object.entries(POD_FIELDS).map(([key, field]) => [key, read[field]]));
    const mistakes = actionTemplateMistakes(platformWith(every));
    const refused = mistakes.filter(({ problem }) => problem.includes('drops the field'));
    assert.deepEqual(refused.map(({ path = [] }) => path.slice(3).join('.')).sort(), lostFields(every, kept).sort());
  });

  it('gets shorter tokens from an API server with a limit, and its start script notes their end', async () => {
    const manifests = Manifests.of('profile: standard');
    const { volumes } = manifests.pod('invoker') as unknown as {
      volumes: { projected?: { sources: { serviceAccountToken?: { expirationSeconds: number } }[] } }[];
    };
    const [requested] = volumes.flatMap(({ projected }) =>
      (projected?.sources ?? []).flatMap(({ serviceAccountToken }) => serviceAccountToken ?? []),
    );
    const token = await cluster.tokenOf(`${NAMESPACE}/${ACCOUNT}`, requested?.expirationSeconds);
    const files = { API_TOKEN: join(cluster.folder, 'token'), API_TOKEN_RESTART: join(cluster.folder, 'restart') };
    writeFileSync(files.API_TOKEN, token);
    await run('bash', ['-c', NOTE_TOKEN], { env: { ...process.env, ...files } });
    const hours = (Number(readFileSync(files.API_TOKEN_RESTART, 'utf8')) - Date.now() / 1000) / 3600;
    assert.ok(hours > LONGEST_TOKEN_HOURS * 0.84 && hours < LONGEST_TOKEN_HOURS * 0.96, `after ${hours} h`);
  });

  /** Runs the calls of an invoker of the manifests, in a pod as the manifests describe it. */
  async function callsOf(manifests: Manifests, generation: Generation): Promise<string[]> {
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
    const { stdout } = await run('nsenter', javaIn(pod, 'InvokerCalls', template, `wsk-${number}`, 'owdev'));
    return stdout.trim().split('\n');
  }

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
  const [role, ...others] = manifests.kind('Role').filter(({ metadata }) => metadata.namespace === ACTION_NAMESPACE);
  assert.deepEqual(others, []);
  const { rules } = role as unknown as { rules: { resources: string[]; verbs: string[] }[] };
  return distinct(
    rules.flatMap(({ resources, verbs }) =>
      resources.flatMap((resource) => verbs.map((verb) => [verb, resource].join(' '))),
    ),
  );
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

/** A platform with a template of action pods that the schema alone accepts. */
function platformWith(template: object): Platform {
  return platformSchema.parse({ openwhisk: { actions: { template } } });
}

function identityOf(manifests: Manifests): Manifest[] {
  const kinds = ['Role', 'RoleBinding', 'LimitRange', 'ResourceQuota'];
  return [
    ...manifests.kind('Namespace').filter(({ metadata }) => [NAMESPACE, ACTION_NAMESPACE].includes(metadata.name)),
    ...manifests.kind('ServiceAccount').filter(({ metadata }) => metadata.name === ACCOUNT),
    ...kinds.flatMap((kind) => manifests.kind(kind).filter(({ metadata }) => metadata.namespace === ACTION_NAMESPACE)),
  ] as Manifest[];
}

function policiesOf(manifests: Manifests): NetworkPolicy[] {
  const own = manifests.kind('NetworkPolicy').filter(({ metadata }) => metadata.namespace === NAMESPACE);
  return own as unknown as NetworkPolicy[];
}
