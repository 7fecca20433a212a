import type { Request } from '../elasticsearch/bootstrap';
import type { ElasticsearchFacts } from '../elasticsearch/client';
import type { Role } from '../elasticsearch/config';
import { indexTemplate } from '../elasticsearch/index-template';
import { retention } from '../elasticsearch/retention';
import type { Tracing } from '../platform/model';

type Storage = Tracing['jaeger']['storage']['elasticsearch'];

/** Settings of the indices of traces; undefined where Jaeger does not store them in the Elasticsearch of logging. */
export function traceStorage({ enabled, jaeger }: Tracing): Storage | undefined {
  const { type, elasticsearch } = jaeger.storage;
  return enabled && jaeger.enabled && type === 'elasticsearch' ? elasticsearch : undefined;
}

/** Pattern of the names of the indices of traces; Jaeger puts its own name after the prefix. */
export function traceIndices(instance: string): string {
  return `${instance}-jaeger-*`;
}

/** The privileges of Jaeger: to write and to read its own indices. */
export function traceWriter(instance: string): Role {
  const privileges = ['auto_configure', 'create_index', 'index', 'read', 'view_index_metadata'];
  return { cluster: ['monitor'], indices: [{ names: [traceIndices(instance)], privileges }] };
}

/** Requests of the Job that prepares Elasticsearch for Jaeger: retention and templates. */
export function traceRequests(
  instance: string,
  storage: Storage,
  copies: number,
  kind: ElasticsearchFacts<never>['kind'],
): Request[] {
  const { retentionDays, shards } = storage;
  const name = `${instance}-jaeger`;
  const policy = retention({ name, pattern: traceIndices(instance), days: retentionDays, what: 'Traces', kind });
  return [
    policy.request,
    ...Object.entries(MAPPINGS).map(([index, mappings]): Request => [
      `/_index_template/${name}-${index}`,
      indexTemplate({
        patterns: [`${name}-${index}-*`],
        shards,
        copies,
        settings: { mapping: { nested_fields: { limit: 50 } }, ...policy.settings },
        mappings,
      }),
    ]),
  ];
}

/** Name of the template that the Job makes last: once it exists, everything does. */
export function lastTemplate(instance: string): string {
  return `${instance}-jaeger-${Object.keys(MAPPINGS).at(-1)}`;
}

const keyword = { type: 'keyword', ignore_above: 256 };
const long = { type: 'long' };

/** A list of objects that are searched one by one. */
function nested(properties: object): object {
  return { type: 'nested', dynamic: false, properties };
}

const tags = nested({ key: keyword, value: keyword, type: keyword });

/** Fields of Jaeger's documents that its queries need, by index (Jaeger 2.13, "Elasticsearch", index templates). */
const MAPPINGS: Readonly<Record<string, object>> = {
  span: {
    properties: {
      traceID: keyword,
      spanID: keyword,
      parentSpanID: keyword,
      operationName: keyword,
      flags: { type: 'integer' },
      startTime: long,
      startTimeMillis: { type: 'date', format: 'epoch_millis' },
      duration: long,
      references: nested({ refType: keyword, traceID: keyword, spanID: keyword }),
      tags,
      logs: nested({ timestamp: long, fields: tags }),
      process: { properties: { serviceName: keyword, tags } },
    },
  },
  service: { properties: { serviceName: keyword, operationName: keyword } },
};
