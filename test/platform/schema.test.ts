import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { alerts, RULE_GROUPS } from '../../lib/mixins';
import { INI_SECTIONS } from '../../lib/catalogue/grafana';
import { IMAGE_NAMES } from '../../lib/catalogue/images';
import { OBJECT_KINDS } from '../../lib/catalogue/kube-objects';
import { COLLECTOR_OPTIONS, COLLECTORS } from '../../lib/catalogue/node-exporter';
import { valueAt, type ConfigPath } from '../../lib/platform/mistake';
import { platformReference } from '../../lib/load/reference';
import { platformJsonSchema, platformSchema } from '../../lib/platform/model';
import '../support/generated';

const ROOT = join(__dirname, '../..');
const SCHEMA_FILE = join(ROOT, 'schema/platform.schema.json');
const EXAMPLES = join(ROOT, 'stacks/platforms');

/** Objects of the Kubernetes API, whose fields a rule validates. */
const POD_OBJECTS =
  /^openwhisk\.actions\.template\.(affinity|securityContext|container|(topologySpreadConstraints|sidecars|initContainers|volumes)\.\*)/;

/** The keywords of JSON schema that zod writes and the tests look at. */
interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly items?: JsonSchema;
}

interface Place {
  /** Names of the properties; `*` for each item of a list, and for each value of a mapping with free keys. */
  readonly path: ConfigPath;
  readonly schema: JsonSchema;
}

/** A schema and all within it. */
function places(schema: JsonSchema, path: ConfigPath = []): Place[] {
  const { properties = {}, additionalProperties, items } = schema;
  const free = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  return [
    { path, schema },
    ...Object.entries(properties).flatMap(([key, inner]) => places(inner, [...path, key])),
    ...[free, items].flatMap((inner) => (inner ? places(inner, [...path, '*']) : [])),
  ];
}

const everywhere = places(platformJsonSchema());
const names = (found: readonly Place[]): string[] => found.map(({ path }) => path.join('.'));

describe('the JSON schema', () => {
  test('is committed as the file that editors read', () => {
    expect(`${JSON.stringify(platformJsonSchema(), null, 2)}\n`).toBeGenerated('schema/platform.schema.json');
  });

  test('is committed as the reference that people read', () => {
    expect(platformReference()).toBeGenerated('docs/platform-file.md');
  });

  test('describes every property, in a sentence', () => {
    // The user's own values.
    const foreign = /^(openwhisk\.runtimes|logging\.elasticsearch\.snapshots\.settings)\.\*$|\.pods\.affinity\.\*$/;
    const kubernetes = new RegExp(`${POD_OBJECTS.source}\\.\\*$`);
    const undescribed = everywhere.filter(({ schema }) => !/^\S.{3,}\.$/s.test(schema.description ?? ''));
    expect(everywhere.length).toBeGreaterThan(400);
    expect(names(undescribed).filter((name) => !foreign.test(name) && !kubernetes.test(name))).toEqual([]);
  });

  test('has no object with fixed properties that accepts others', () => {
    const mappings = everywhere.filter(({ schema }) => schema.type === 'object');
    const open = mappings.filter(({ schema }) => schema.additionalProperties !== false);
    // Labels, annotations, and what others than the platform read.
    const free =
      /\.(labels|\w+Labels|environment|pods\.affinity|annotations|\w+Annotations|nodeSelector|headers|params|runtimes|snapshots\.settings|ini\.\*|datasources\.\*\.(settings|secrets))$|\.alertmanager\.(.*\.(details|customFields|attributes)|templates)$|\.blackbox\.modules$|^images\.digests$|^mysql\.extra$/;
    const named = {
      'images.overrides': IMAGE_NAMES,
      'monitoring.grafana.ini': INI_SECTIONS,
      'monitoring.nodeExporter.collectors': COLLECTORS,
      'monitoring.nodeExporter.options': COLLECTOR_OPTIONS,
      'monitoring.kubeStateMetrics.labels': OBJECT_KINDS,
      'monitoring.kubeStateMetrics.annotations': OBJECT_KINDS,
      'monitoring.alerts': Object.keys(alerts),
      'monitoring.alertGroups': RULE_GROUPS.filter((group) => Object.keys(group.alerts).length > 0).map(
        ({ name }) => name,
      ),
    };
    expect(names(open).filter((name) => name in named || (!free.test(name) && !POD_OBJECTS.test(name)))).toEqual(
      Object.keys(named),
    );
    for (const [path, keys] of Object.entries(named)) {
      const mapping = open.find((place) => place.path.join('.') === path);
      expect(mapping?.schema.propertyNames?.enum).toEqual(keys);
    }
  });

  test('has the defaults of an empty platform file', () => {
    const platform = platformSchema.parse({});
    const withDefault = everywhere.filter(({ schema }) => 'default' in schema && !schema.properties);
    const reached = withDefault.filter(({ path }) => valueAt(platform, path.slice(0, -1)) !== undefined);
    expect(reached.length).toBeGreaterThan(150);
    for (const { path, schema } of reached) {
      expect({ path, value: valueAt(platform, path) }).toEqual({ path, value: schema.default });
    }
    // The others are within sections that are not there without the user's word.
    const elsewhere = withDefault.filter((place) => !reached.includes(place));
    expect(
      names(elsewhere).every((name) =>
        /\.(external|existing|migrateFrom|elasticsearch|cpuScaling|tolerations|certManager|proxy|spread|autoscaling|snapshots|backup|receivers|ldap|tls|gateway|ingress|ingressController|thanos|jetstream|tailSampling|node|\*)\./.test(
          name,
        ),
      ),
    ).toBe(true);
  });

  test('gives every implicit section an empty default, so that editors do not require it', () => {
    const platform = platformSchema.parse({});
    const sections = everywhere.filter(
      ({ path, schema }) => schema.properties && path.length > 0 && valueAt(platform, path),
    );
    expect(sections.length).toBeGreaterThan(50);
    expect(names(sections.filter(({ schema }) => JSON.stringify(schema.default) !== '{}'))).toEqual([]);
  });
});

describe('an example', () => {
  test.each(readdirSync(EXAMPLES))('%s names the JSON schema for editors', (name) => {
    const file = join(EXAMPLES, name);
    const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, 'utf8')) ?? [];
    expect(resolve(dirname(file), path)).toBe(SCHEMA_FILE);
    expect(existsSync(SCHEMA_FILE)).toBe(true);
  });
});
