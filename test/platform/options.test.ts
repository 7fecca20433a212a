import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from '../../charts/app';
import { synthesize } from '../../lib/kube/synthesis';
import { alerts } from '../../lib/mixins';
import { loadPlatform, parsePlatform } from '../../lib/load/load';
import { platformJsonSchema, type Platform } from '../../lib/platform/model';

const PLATFORMS = join(__dirname, '../platforms');
const RUNTIMES =
  '{runtimes: {nodejs: [{kind: "nodejs:20", default: true, image: {prefix: a, name: b, tag: c}}]}, blackboxes: []}';

/** Options that no construct reads, with the reason. */
const WITHOUT_MANIFEST: Readonly<Record<string, string>> = {
  profile: 'a set of defaults, which the loader reads',
  'cluster.nodePorts': 'a rule of the platform file compares openwhisk.ingress.nodePort with it',
  'monitoring.grafana.boards.*.file': 'the loader reads the file into json',
  'logging.indices.gibPerDay': 'a rule of the platform file compares it with the volumes',
  'logging.fluentd.buffer.volume': 'a rule of the platform file compares it with the buffers',
  'autoscaling.enabled': 'the loader reads it, for the defaults of several components',
  'openfaas.licenceAccepted': 'a rule of the platform file requires it',
  'openfaas.ingress.tlsTerminatedUpstream': 'a rule of the platform file requires it, or a certificate',
  'tracing.agent.node.apiServer.samplingRatePerMillion': 'the command node-files reads it, for files of the nodes',
  'tracing.agent.node.kubelet.samplingRatePerMillion': 'the command node-files reads it, for files of the nodes',
  'tracing.agent.node.etcd.version': 'the command node-files reads it, for files of the nodes',
  'tracing.agent.node.etcd.samplingRatePerMillion': 'the command node-files reads it, for files of the nodes',
  'tracing.agent.node.containerd.version': 'the command node-files reads it, for files of the nodes',
  'tracing.agent.node.containerd.samplingRatePerMillion': 'the command node-files reads it, for files of the nodes',
  'tracing.jaeger.storage.badger.gibPerDay': 'a rule of the platform file compares it with the volume',
  'tracing.jaeger.storage.elasticsearch.gibPerDay': 'a rule of the platform file compares it with the volumes',
  'tracing.jaeger.ingress.tlsTerminatedUpstream': 'a rule of the platform file requires it, or a certificate',
};

/** The keywords of JSON schema that lead to the options, and to a value. */
interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
}

/** Paths of the options that hold one value; `*` stands for an entry of a list, or of an object with free keys. */
function optionsOf({ properties = {}, additionalProperties, items }: JsonSchema, path = ''): string[] {
  const free = typeof additionalProperties === 'object' ? additionalProperties : items;
  const inner = [...Object.entries(properties), ...(free ? [['*', free] as const] : [])];
  return inner.length === 0
    ? [path]
    : inner.flatMap(([key, within]) => optionsOf(within, path ? `${path}.${key}` : key));
}

const SCHEMA = platformJsonSchema() as JsonSchema;
const OPTIONS = new Set(optionsOf(SCHEMA));
const isOption = (path: string): boolean => OPTIONS.has(path);
/** Sections of any depth: what is neither an option nor a section is a free key, or the index of a list. */
const NAMED = new Set(
  [...OPTIONS].flatMap((path) => path.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.'))),
);

/**
 * Components pass their scaling, spread and routes, and scalers their scaling, to the same functions, as do routes of all depths: options
 * read once are read for each.
 */
function shared(option: string): string {
  return option
    .replace(/^monitoring\.alertmanager\.route(\.routes\.\*)+\./, 'route.')
    .replace(/^(openwhisk|logging)\..*\.autoscaling\./, 'scaling.')
    .replace(/^.*\.pods\.spread\./, 'spread.')
    .replace(/^.*\.gateway\.(?=[^.]+)/, 'gateway.')
    .replace(/^autoscaling\.scalers\.\*\.(?!name|namespace|target)/, 'scaling.');
}

/** A value that notes which options are read from it. */
function observed<T>(value: T, read: Set<string>, path = ''): T {
  if (typeof value !== 'object' || value === null) return value;
  const at = (key: string): string => {
    const own = path ? `${path}.${key}` : key;
    return NAMED.has(own) ? own : path ? `${path}.*` : '*';
  };
  const seen = new Map<string, unknown>();
  return new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol' || typeof found === 'function') return found;
      const place = at(key);
      if (isOption(place)) read.add(shared(place));
      if (!seen.has(key)) seen.set(key, observed(found, read, place));
      return seen.get(key);
    },
  });
}

/** A value of a schema, with every section and an entry in every list. */
function sampleOf(schema: JsonSchema): unknown {
  const { type, enum: values, anyOf, minimum = 1, properties, additionalProperties, items } = schema;
  if (anyOf?.[0]) return sampleOf(anyOf[0]);
  if (properties) return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, sampleOf(inner)]));
  if (items) return [sampleOf(items)];
  if (typeof additionalProperties === 'object') return { key: sampleOf(additionalProperties) };
  if (values) return values[0];
  if (type === 'boolean') return true;
  return type === 'string' ? 'sample' : Math.max(minimum, 1);
}

function everyAlertTuned({ additionalProperties }: JsonSchema): unknown {
  const tuning = typeof additionalProperties === 'object' ? sampleOf(additionalProperties) : undefined;
  return Object.fromEntries(Object.keys(alerts).map((name) => [name, tuning]));
}

/** A platform whose probes, pods, topics and alerts are all changed: those sections change nothing by being there. */
function filled(value: unknown, { properties = {} }: JsonSchema): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const inner = Object.entries(properties).map(([key, schema]) => {
    const own = (value as Record<string, unknown>)[key];
    if (key === 'probes' || key === 'pods' || (key === 'topics' && schema.properties)) return [key, sampleOf(schema)];
    return [key, key === 'alerts' ? everyAlertTuned(schema) : filled(own, schema)];
  });
  return { ...value, ...Object.fromEntries(inner.filter(([, own]) => own !== undefined)) };
}

/** Platforms that together have every section. */
const BASES: readonly Platform[] = [
  'profile: lean',
  'profile: lean\ntracing: {enabled: true}',
  'profile: lean\nlogging: {enabled: true, elasticsearch: {external: {host: a, existingSecret: b, kibanaSecret: c}}}',
  `profile: lean\nopenwhisk: {packages: {enabled: false}, runtimes: ${RUNTIMES}}`,
]
  .map((text) => parsePlatform(text).platform)
  .concat(readdirSync(PLATFORMS).map((file) => loadPlatform(join(PLATFORMS, file)).platform));

test('every option is read by what renders the manifests', () => {
  const read = new Set<string>();
  for (const platform of BASES) synthesize(buildApp(observed(filled(platform, SCHEMA) as Platform, read)));
  const ignored = [...OPTIONS].filter((option) => !read.has(shared(option)));
  expect(OPTIONS.size).toBeGreaterThan(800);
  expect(ignored).toEqual(Object.keys(WITHOUT_MANIFEST));
});
