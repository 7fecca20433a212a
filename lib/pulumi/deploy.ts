import * as pulumi from '@pulumi/pulumi';
import { warningsAbout } from '../load/warnings';
import { PlatformFileError, valueAt, type Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import { ManifestResource } from './manifest-resource';
import { outputsOf, type PlatformOutputs } from './outputs';
import { planResources, secretResourceName, type PlannedResource, type PlannedSecret } from './plan';
import {
  instanceOf,
  readSource,
  renderWith,
  type Override,
  type PlatformSource,
  type RawPlatform,
} from './platform-source';
import { keysOf, namespaceOf, SECRET_SLOTS, secretName, type SecretSlot } from './secret-slots';

/** Values of Secrets, by the section of the platform that names the Secret, then by key. */
export type SecretValues = Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>>;

/** Properties of {@link FaasStack}. */
export interface FaasStackArgs {
  /** The platform: the name of its file, or what the file would say. */
  readonly platform: PlatformSource;
  /**
   * The Kubernetes provider: a {@link KubernetesProvider}, or one of @pulumi/kubernetes. @default - the provider of the
   * component's options, or the default provider
   */
  readonly provider?: pulumi.ProviderResource;
  /** Overrides of values of the platform. @default - none */
  readonly overrides?: readonly Override[];
  /**
   * Secrets to make, such as `{ 'openwhisk.redis.auth': { password } }`. The values are secret in the state, whether they are
   * marked or not, and enter no manifest but the Secret's own.
   * @default - Jobs make random ones inside the cluster.
   */
  readonly secrets?: SecretValues;
  /** Whether claims, and namespaces with claims in them, are protected from deletion. @default false */
  readonly protectData?: boolean;
}

/** A Secret of the stack, and what is in it. */
interface StackSecret extends PlannedSecret {
  readonly values: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A chart's objects, as one node of the tree that `pulumi up` shows. */
class ChartComponent extends pulumi.ComponentResource {
  constructor(name: string, options: pulumi.ComponentResourceOptions) {
    super('faas-stack:index:Chart', name, {}, options);
    this.registerOutputs();
  }
}

/**
 * A platform as Pulumi resources: one for each object that `synth` writes, created and awaited in launch order.
 *
 * @throws PlatformFileError, FindingsError when the platform is wrong. Nothing is registered then.
 */
export class FaasStack extends pulumi.ComponentResource implements PlatformOutputs {
  public readonly apiHost?: string;
  public readonly grafana?: string;
  public readonly kibana?: string;
  public readonly credentials: Readonly<Record<string, string>>;
  /** The resources, by the names of the plan. */
  public readonly resources: ReadonlyMap<string, pulumi.CustomResource>;

  constructor(name: string, args: FaasStackArgs, options: pulumi.ComponentResourceOptions = {}) {
    const { platform, plan, secrets, outputs } = prepare(args);
    super('faas-stack:index:FaasStack', name, {}, options);
    this.resources = this.register(name, plan, secrets, args.provider);
    this.apiHost = outputs.apiHost;
    this.grafana = outputs.grafana;
    this.kibana = outputs.kibana;
    this.credentials = outputs.credentials;
    this.registerOutputs({ ...outputs, instance: platform.name });
  }

  /** The outputs of the platform, without undefined ones. */
  public get outputs(): PlatformOutputs {
    const { apiHost, grafana, kibana, credentials } = this;
    return {
      ...(apiHost ? { apiHost } : {}),
      ...(grafana ? { grafana } : {}),
      ...(kibana ? { kibana } : {}),
      credentials,
    };
  }

  private register(
    name: string,
    plan: readonly PlannedResource[],
    secrets: readonly StackSecret[],
    provider: pulumi.ProviderResource | undefined,
  ): Map<string, pulumi.CustomResource> {
    const charts = new Map<string, ChartComponent>();
    const chartOf = (chart: string): ChartComponent => {
      const known = charts.get(chart);
      if (known) return known;
      const component = new ChartComponent(`${name}/${chart}`, { parent: this });
      charts.set(chart, component);
      return component;
    };
    const values = new Map(secrets.map((secret) => [secretResourceName(secret), secret.values]));
    const made = new Map<string, pulumi.CustomResource>();
    for (const planned of plan) {
      const data = values.get(planned.name);
      const { chart, manifest } = planned;
      const inputs = data ? { ...manifest, data: encoded(data) } : manifest;
      const resource = new ManifestResource(`${name}/${planned.name}`, inputs, {
        parent: chart ? chartOf(chart) : this,
        dependsOn: planned.dependsOn.flatMap((before) => made.get(before) ?? []),
        ...(provider ? { provider } : {}),
        ...resourceOptions(name, planned),
        ...(data ? { additionalSecretOutputs: ['data', 'stringData'] } : {}),
      });
      made.set(planned.name, resource);
    }
    return made;
  }
}

function resourceOptions(name: string, { options }: PlannedResource): pulumi.CustomResourceOptions {
  const { aliases, ignoreChanges, protect, timeoutSeconds } = options;
  const limit = timeoutSeconds === undefined ? undefined : `${timeoutSeconds}s`;
  return {
    ...(aliases ? { aliases: aliases.map((alias) => ({ name: `${name}/${alias}` })) } : {}),
    ...(ignoreChanges ? { ignoreChanges: [...ignoreChanges] } : {}),
    ...(protect ? { protect } : {}),
    ...(limit ? { customTimeouts: { create: limit, update: limit } } : {}),
  };
}

/** The values of a Secret as its manifest holds them. */
function encoded(values: StackSecret['values']): pulumi.Output<Record<string, string>> {
  const entries = Object.entries(values).map(([key, value]): [string, pulumi.Output<string>] => [
    key,
    pulumi.secret(value).apply((text) => Buffer.from(text).toString('base64')),
  ]);
  return pulumi.secret(pulumi.all(Object.fromEntries(entries)));
}

/** Everything that can be known, and wrong, before the first resource. */
interface Prepared {
  readonly platform: Platform;
  readonly plan: readonly PlannedResource[];
  readonly secrets: readonly StackSecret[];
  readonly outputs: PlatformOutputs;
}

const NAME_A_FILE = 'name an existing platform file, or create one with `npx faas-stack init`';

function prepare({ platform: source, overrides = [], secrets: values = {}, protectData }: FaasStackArgs): Prepared {
  const raw = readSource(source, NAME_A_FILE);
  const slots = slotsOf(values, raw, overrides);
  const instance = instanceOf(raw, overrides);
  const named = slots.map((slot) => ({
    key: slot.section,
    path: slot.path,
    value: secretName(instance, slot),
  }));
  const { loaded, synthesis } = renderWith(raw, [...overrides, ...named]);
  for (const warning of warningsAbout(loaded)) void pulumi.log.warn(warning);
  const { platform } = loaded;
  const secrets = slots.map((slot) => ({
    name: secretName(instance, slot),
    namespace: namespaceOf(platform, slot),
    type: slot.type ?? 'Opaque',
    labels: { 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/managed-by': 'faas-stack' },
    values: values[slot.section] ?? {},
  }));
  const plan = planResources(synthesis, { secrets, protectData });
  return { platform, plan, secrets, outputs: outputsOf(platform, synthesis) };
}

/** The places in the platform that the given values are for. */
function slotsOf(values: SecretValues, raw: RawPlatform, overrides: readonly Override[]): SecretSlot[] {
  const mistakes: Mistake[] = [];
  const slots = Object.entries(values).flatMap(([section, given]) => {
    const slot = SECRET_SLOTS.find((candidate) => candidate.section === section);
    if (!slot) {
      const allowed = SECRET_SLOTS.map((candidate) => candidate.section).join(', ');
      mistakes.push({ file: section, problem: 'no Secret is named here', allowed, fix: 'correct the section' });
      return [];
    }
    mistakes.push(...mistakesIn(slot, Object.keys(given), raw, overrides));
    return [slot];
  });
  if (mistakes.length > 0) throw new PlatformFileError(raw.file, mistakes);
  return slots;
}

function mistakesIn(slot: SecretSlot, given: string[], raw: RawPlatform, overrides: readonly Override[]): Mistake[] {
  const file = slot.section;
  const missing = slot.keys.filter((key) => !given.includes(key));
  const unknown = given.filter((key) => !keysOf(slot).includes(key));
  const path = slot.path;
  const named =
    valueAt(raw.value, path) ?? overrides.find((override) => override.path.join('.') === path.join('.'))?.value;
  const allowed = keysOf(slot).join(', ');
  return [
    ...missing.map((key) => ({ file, problem: `the value of ${key} is missing`, allowed, fix: `add ${key}` })),
    ...unknown.map((key) => ({ file, problem: `'${key}' is not a key of this Secret`, allowed, fix: 'remove it' })),
    ...(typeof named === 'string'
      ? [
          {
            file,
            problem: `the platform names the Secret '${named}', and there are values for one, too`,
            allowed: 'one of the two',
            fix: `remove ${path.join('.')} from the platform, or the values`,
          },
        ]
      : []),
  ];
}
