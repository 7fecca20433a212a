import type { Request } from './bootstrap';
import type { ElasticsearchFacts } from './client';
import { TEMPLATE_PRIORITY } from './index-template';

/** Indices that are deleted after some days. */
export interface Retention {
  /** Name of the policy. */
  readonly name: string;
  /** Pattern of the names of the indices. */
  readonly pattern: string;
  readonly days: number;
  /** Content of the indices, such as `Logs`. */
  readonly what: string;
  readonly kind: ElasticsearchFacts<never>['kind'];
}

/** A policy, and the settings of an index template that refer to it. */
export interface RetentionPolicy {
  readonly request: Request;
  readonly settings: object;
}

/** The policy that deletes an index a number of days after its creation. */
export function retention({ name, pattern, days, what, kind }: Retention): RetentionPolicy {
  return kind === 'elasticsearch'
    ? { request: [`/_ilm/policy/${name}`, lifecycle(days)], settings: { lifecycle: { name } } }
    : { request: [`/_plugins/_ism/policies/${name}`, stateManagement(pattern, days, what)], settings: {} };
}

/** An index is deleted this many days after its creation (Elasticsearch reference, "Index lifecycle"). */
function lifecycle(days: number): object {
  return { policy: { phases: { hot: { actions: {} }, delete: { min_age: `${days}d`, actions: { delete: {} } } } } };
}

/** The same in OpenSearch (OpenSearch documentation, "Index State Management", "Policies"). */
function stateManagement(pattern: string, days: number, what: string): object {
  return {
    policy: {
      description: `${what} are deleted after some days.`,
      default_state: 'kept',
      states: [
        {
          name: 'kept',
          actions: [],
          transitions: [{ state_name: 'deleted', conditions: { min_index_age: `${days}d` } }],
        },
        { name: 'deleted', actions: [{ delete: {} }], transitions: [] },
      ],
      ism_template: [{ index_patterns: [pattern], priority: TEMPLATE_PRIORITY }],
    },
  };
}
