import type { Request } from '../elasticsearch/bootstrap';
import type { ElasticsearchFacts } from '../elasticsearch/client';
import { copiesOf } from '../elasticsearch/capacity';
import { indexTemplate } from '../elasticsearch/index-template';
import { retention, type RetentionPolicy } from '../elasticsearch/retention';
import type { Logging } from '../platform/model';
import { FIELDS } from './fields';

/** Name of the snapshot repository. */
const REPOSITORY = 'logs';

/** Copies of each shard on other nodes. */
export function copiesOfLogs({ elasticsearch, indices }: Logging): number {
  return copiesOf(indices.copies, elasticsearch);
}

/** Requests of the bootstrap Job. The template comes last: once it exists, everything does. */
export function bootstrapRequests(spec: Logging, kind: ElasticsearchFacts<never>['kind']): Request[] {
  const { prefix, retentionDays } = spec.indices;
  const { snapshots } = spec.elasticsearch;
  const policy = retention({ name: prefix, pattern: `${prefix}-*`, days: retentionDays, what: 'Logs', kind });
  return [
    policy.request,
    ...(snapshots
      ? [
          [`/_snapshot/${REPOSITORY}`, { type: snapshots.type, settings: snapshots.settings }] as const,
          [`/_slm/policy/${prefix}`, snapshotLifecycle(prefix, snapshots)] as const,
        ]
      : []),
    [`/_index_template/${prefix}`, logTemplate(spec, kind, policy)],
  ];
}

function snapshotLifecycle(
  prefix: string,
  { schedule, retentionDays }: NonNullable<Logging['elasticsearch']['snapshots']>,
): object {
  return {
    schedule,
    name: `<${prefix}-{now/d}>`,
    repository: REPOSITORY,
    config: { indices: [`${prefix}-*`], include_global_state: false },
    retention: { expire_after: `${retentionDays}d`, min_count: 1 },
  };
}

function logTemplate(spec: Logging, kind: ElasticsearchFacts<never>['kind'], policy: RetentionPolicy): object {
  const { prefix, shards } = spec.indices;
  return indexTemplate({
    patterns: [`${prefix}-*`],
    shards,
    copies: copiesOfLogs(spec),
    settings: {
      refresh_interval: '5s',
      mapping: {
        // An action may log any JSON; what does not fit a field's type is kept, but not searched by it.
        ignore_malformed: true,
        total_fields: { limit: 2000 },
      },
      ...policy.settings,
    },
    mappings: mappings(kind),
  });
}

/** Levels of a JSON object that is parsed (Ruby, `JSON.parse`, `max_nesting`); by default, Elasticsearch refuses more than 20. */
const JSON_DEPTH = 100;

/** How fields are searched. What has no line here and is text is taken as a whole, up to a length. */
function mappings(kind: ElasticsearchFacts<never>['kind']): object {
  const keyword = { type: 'keyword', ignore_above: 1024 };
  const types: Readonly<Record<string, object>> = {
    [FIELDS.time]: { type: 'date' },
    [FIELDS.message]: { type: 'text' },
    [FIELDS.stream]: keyword,
    [FIELDS.namespace]: keyword,
    [FIELDS.pod]: keyword,
    [FIELDS.container]: keyword,
    [FIELDS.node]: keyword,
    // Labels have any names: one field, however many there are.
    [FIELDS.labels]: { type: kind === 'elasticsearch' ? 'flattened' : 'flat_object' },
    // Applications log any names and types: as fields of their own, the type of the first value would refuse the others.
    [FIELDS.json]:
      kind === 'elasticsearch'
        ? { type: 'flattened', ignore_above: 1024, depth_limit: JSON_DEPTH }
        : { type: 'flat_object' },
    [FIELDS.severity]: keyword,
    [FIELDS.source]: keyword,
    [FIELDS.component]: keyword,
    [FIELDS.level]: keyword,
    [FIELDS.transaction]: keyword,
    [FIELDS.activation]: keyword,
    [FIELDS.marker]: keyword,
    [FIELDS.duration]: { type: 'long' },
  };
  return {
    dynamic_templates: [{ texts: { match_mapping_type: 'string', mapping: keyword } }],
    properties: nested(types),
  };
}

/** `a.b: t` as `a: {properties: {b: t}}`. */
function nested(types: Readonly<Record<string, object>>): Record<string, object> {
  const tree: Record<string, { properties: Record<string, object> } | object> = {};
  for (const [path, type] of Object.entries(types)) {
    const [first = '', second] = path.split('.');
    if (!second) tree[first] = type;
    else
      tree[first] = {
        properties: { ...(tree[first] as { properties?: object } | undefined)?.properties, [second]: type },
      };
  }
  return tree;
}
