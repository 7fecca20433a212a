import { ApiObject } from 'cdk8s';
import { stringify } from 'yaml';
import { buildApp } from '../../charts/app';
import { LaunchOrder } from '../../lib/kube/launch-order';
import { synthesize, type Manifest, type Synthesis } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import { PROFILE_NAMES } from '../../lib/platform/model';
import { planResources, type PlannedResource, type PlanOptions } from '../../lib/pulumi/plan';
import '../support/generated';

function synthesisOf(yaml: string): Synthesis {
  return synthesize(buildApp(parsePlatform(yaml).platform));
}

function planOf(yaml: string, options?: PlanOptions): PlannedResource[] {
  return planResources(synthesisOf(yaml), options);
}

function named(plan: readonly PlannedResource[], name: string): PlannedResource {
  const found = plan.find((resource) => resource.name === name);
  if (!found) throw new Error(`no resource ${name}`);
  return found;
}

const keyOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

/** A chart of an app with one more object in it. */
function withObject(yaml: string, id: string, object: { apiVersion: string; kind: string } & Record<string, unknown>) {
  const app = buildApp(parsePlatform(yaml).platform);
  const chart = app.node.findChild('openwhisk');
  new ApiObject(chart, id, { metadata: { name: id.toLowerCase(), namespace: 'openwhisk' }, ...object });
  return planResources(synthesize(app));
}

describe('the plan of the profile lean', () => {
  const plan = planOf('profile: lean');

  it('has the committed resources, edges and options', () => {
    const resources = plan.map(({ name, type, dependsOn, options }) => ({ name, type, dependsOn, ...options }));
    expect(stringify(resources)).toBeGenerated('test/pulumi/plans/lean.yaml');
  });
});

describe.each(PROFILE_NAMES)('the plan of the profile %s', (profile) => {
  const synthesis = synthesisOf(`profile: ${profile}`);
  const plan = planResources(synthesis);
  const place = new Map(plan.map(({ name }, index) => [name, index]));
  const edges = plan.flatMap(({ name, dependsOn }) => dependsOn.map((before) => [before, name] as const));

  it('has each object once, under a unique name', () => {
    expect(place.size).toBe(synthesis.objects.length);
    expect(plan).toHaveLength(synthesis.objects.length);
  });

  it('has the manifests of synth, plus only annotations for the provider', () => {
    const manifests = new Map(synthesis.objects.map(({ manifest }) => [keyOf(manifest), manifest]));
    for (const { manifest } of plan) {
      const { metadata } = manifest;
      const written = manifests.get(keyOf(manifest));
      const { 'pulumi.com/skipAwait': skipAwait, ...annotations } = metadata.annotations ?? {};
      const own = skipAwait ? { ...metadata, annotations } : metadata;
      expect({ ...manifest, metadata: own }).toEqual({
        ...written,
        metadata: skipAwait ? { annotations: {}, ...written?.metadata } : written?.metadata,
      });
    }
  });

  it('orders every object after its dependencies, which are all in the plan', () => {
    expect(edges.filter(([before, name]) => !((place.get(before) ?? Infinity) < (place.get(name) ?? -1)))).toEqual([]);
  });

  it('has every edge of the launch order', () => {
    const workloads = new Map(synthesis.objects.map(({ construct }) => [construct, construct.node.path]));
    const nameOf = (object: ApiObject): string => (workloads.get(object) ?? '').replace(/\/Resource$/, '');
    const expected = LaunchOrder.of(synthesis.app).edges.map(({ from, to }) => [
      nameOf(from.apiObject),
      nameOf(to.apiObject),
    ]);
    expect(expected.length).toBeGreaterThan(10);
    expect(edges).toEqual(expect.arrayContaining(expected));
  });

  it('creates every namespace before its objects', () => {
    const spaces = plan.filter(({ manifest }) => manifest.kind === 'Namespace');
    for (const space of spaces) {
      const inside = plan.filter(({ manifest }) => manifest.metadata.namespace === space.manifest.metadata.name);
      // The namespace of action pods has a quota's defaults, policies and a Role, those of privileged programs one each.
      const fewest =
        { 'openwhisk-actions': 4, 'monitoring-nodes': 10, 'logging-nodes': 10 }[space.manifest.metadata.name] ?? 20;
      expect(inside.length).toBeGreaterThan(fewest);
      expect(inside.filter(({ dependsOn }) => !dependsOn.includes(space.name))).toEqual([]);
    }
  });

  it('creates the definition of each custom resource before it, and no other definition', () => {
    const custom = plan.filter(({ type }) => type.startsWith('kubernetes:monitoring.coreos.com/'));
    expect(custom.length).toBe(profile === 'lean' ? 0 : custom.length || -1);
    for (const { manifest, dependsOn } of custom) {
      expect(dependsOn.filter((name) => name.startsWith('crds/'))).toEqual([`crds/${manifest.kind}`]);
    }
  });

  it('creates ServiceAccounts, permissions, configuration and claims before the pods that use them', () => {
    for (const { dependsOn, manifest } of plan) {
      const spec = manifest['spec'] as { template?: { spec: { serviceAccountName: string; volumes?: object[] } } };
      if (!spec?.template) continue;
      const before = dependsOn.map((name) => named(plan, name).manifest);
      const pod = spec.template.spec;
      expect(before.filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata.name)).toEqual([
        pod.serviceAccountName,
      ]);
      const used = (pod.volumes ?? []).flatMap((volume) => {
        const { configMap, persistentVolumeClaim } = volume as {
          configMap?: { name: string };
          persistentVolumeClaim?: { claimName: string };
        };
        return configMap?.name ?? persistentVolumeClaim?.claimName ?? [];
      });
      expect(before.map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(used));
    }
  });

  it('has few edges per object', () => {
    expect(edges.length / plan.length).toBeLessThan(4);
  });
});

describe('Services', () => {
  const plan = planOf('profile: standard');

  it('are awaited after their pods if all clients come later', () => {
    const service = named(plan, 'monitoring/Operator/Service');
    expect(service.dependsOn).toContain('monitoring/Operator/Workload');
    expect(service.options.skipAwait).toBeUndefined();
    expect(service.manifest.metadata.annotations?.['pulumi.com/skipAwait']).toBeUndefined();
  });

  it('that pods use to find each other come first and are not awaited', () => {
    const service = named(plan, 'openwhisk/Kafka/Service');
    expect(service.manifest['spec']).toMatchObject({ clusterIP: 'None' });
    expect(service.options.skipAwait).toBe('pods find each other by it before they are ready');
    expect(service.manifest.metadata.annotations?.['pulumi.com/skipAwait']).toBe('true');
    expect(named(plan, 'openwhisk/Kafka/Workload').dependsOn).toContain('openwhisk/Kafka/Service');
  });

  it('with clients that do not wait come first', () => {
    const service = named(plan, 'openwhisk/NginxService/Service');
    expect(service.options.skipAwait).toBe('pods that do not wait for those behind it connect to it');
    expect(named(plan, 'openwhisk/Apigateway/Workload').dependsOn).toContain(service.name);
  });

  it('of pods that an operator creates are not awaited', () => {
    expect(named(plan, 'monitoring/Prometheus/Service').options.skipAwait).toBe(
      'an operator creates its pods, in its own time',
    );
    expect(named(plan, 'monitoring/Prometheus').options.timeoutSeconds).toBeUndefined();
  });

  it('come before the objects that route to them', () => {
    const ingress = planOf('profile: standard\nmonitoring: {grafana: {host: grafana.example.org}}');
    expect(named(ingress, 'monitoring/Grafana/Ingress').dependsOn).toContain('monitoring/Grafana/Service');
  });
});

describe('a certificate that a Job puts into an object', () => {
  it('needs the object before the Job', () => {
    const plan = planOf('profile: standard');
    const role = named(plan, 'monitoring/ServingCertificate/Job/Identity/ClusterRole');
    expect(role.dependsOn).toContain('monitoring/Operator/RuleWebhook');
  });
});

describe('timeouts', () => {
  it('cover the deadline of every waiting init container, and the start', () => {
    const plan = planOf('profile: standard\nlaunchOrder: {deadlineSeconds: 100}');
    expect(named(plan, 'openwhisk/Kafka/Workload').options.timeoutSeconds).toBe(700);
    expect(named(plan, 'openwhisk/Zookeeper/Workload').options.timeoutSeconds).toBe(600);
  });

  it('of a Job are a little longer than its own deadline', () => {
    const { manifest, options } = named(planOf('profile: lean'), 'openwhisk/InitCouchdb/Workload');
    const { activeDeadlineSeconds } = manifest['spec'] as { activeDeadlineSeconds: number };
    expect(options.timeoutSeconds).toBe(activeDeadlineSeconds + 60);
  });
});

describe('an autoscaler', () => {
  it('owns the number of replicas, and comes after its target', () => {
    const plan = withObject('profile: lean', 'Scaler', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'owdev-nginx' }, maxReplicas: 3 },
    });
    expect(named(plan, 'openwhisk/Nginx/Workload').options.ignoreChanges).toEqual(['spec.replicas']);
    expect(named(plan, 'openwhisk/Redis/Workload').options.ignoreChanges).toBeUndefined();
    expect(named(plan, 'openwhisk/Scaler').dependsOn).toContain('openwhisk/Nginx/Workload');
  });
});

describe('protection', () => {
  const guarded = (plan: readonly PlannedResource[]) =>
    plan.flatMap(({ name, options }) => (options.protect ? name : []));

  it('is off by default', () => {
    expect(guarded(planOf('profile: standard'))).toEqual([]);
  });

  it('covers claims and their namespaces', () => {
    expect(guarded(planOf('profile: standard', { protectData: true })).sort()).toEqual([
      'logging/Namespace',
      'monitoring/Grafana/Claim',
      'monitoring/Namespace',
      'openwhisk/AlarmProvider/Claim',
      'openwhisk/Couchdb/Claim',
      'openwhisk/Namespace',
      'openwhisk/Redis/Claim',
    ]);
  });

  it('covers nothing without persistence', () => {
    expect(guarded(planOf('profile: lean\npersistence: {enabled: false}', { protectData: true }))).toEqual([]);
  });
});

describe('a construct that has moved', () => {
  it('has its earlier names as aliases', () => {
    const plan = planOf('profile: lean', { renamed: { 'openwhisk/Nginx/Workload': ['openwhisk/Edge/Workload'] } });
    expect(named(plan, 'openwhisk/Nginx/Workload').options.aliases).toEqual(['openwhisk/Edge/Workload']);
  });
});

describe('a Secret of the stack', () => {
  it('comes after its namespace, before its readers, and without its values', () => {
    const secret = { name: 'own-redis', namespace: 'openwhisk', type: 'Opaque', labels: {} };
    const plan = planOf('profile: lean\nopenwhisk: {redis: {auth: {existingSecret: own-redis}}}', {
      secrets: [secret],
    });
    const { name, type, dependsOn, manifest } = named(plan, 'secrets/openwhisk/own-redis');
    expect(type).toBe('kubernetes:core/v1:Secret');
    expect(dependsOn).toEqual(['openwhisk/Namespace']);
    expect(Object.keys(manifest)).toEqual(['apiVersion', 'kind', 'metadata', 'type']);
    expect(named(plan, 'openwhisk/Redis/Workload').dependsOn).toContain(name);
    expect(named(plan, 'openwhisk/Nginx/Workload').dependsOn).not.toContain(name);
  });
});

describe('a cycle', () => {
  it('is named', () => {
    const app = buildApp(parsePlatform('profile: lean').platform);
    const chart = app.node.findChild('openwhisk');
    for (const [id, other] of [
      ['One', 'two'],
      ['Two', 'one'],
    ] as const) {
      new ApiObject(chart, id, {
        apiVersion: 'example.org/v1',
        kind: 'Scaler',
        metadata: { name: id.toLowerCase(), namespace: 'openwhisk' },
        spec: { scaleTargetRef: { kind: 'Scaler', name: other } },
      });
    }
    expect(() => planResources(synthesize(app))).toThrow(
      'These resources wait for each other: openwhisk/One -> openwhisk/Two -> openwhisk/One',
    );
  });
});
