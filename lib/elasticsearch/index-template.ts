/** Priority above the program's built-in templates. */
export const TEMPLATE_PRIORITY = 500;

/** Settings of the indices of a template. */
export interface IndexTemplate {
  /** Patterns of their names. */
  readonly patterns: readonly string[];
  /** Primary shards. */
  readonly shards: number;
  /** Copies of each shard on other nodes. */
  readonly copies: number;
  /** Settings of their own (Elasticsearch reference, "Index modules"). @default - none */
  readonly settings?: object;
  readonly mappings: object;
}

/** Copies of each shard where the platform does not say how many: one, where there is another node for it. */
export function copiesOn(nodes: number): number {
  return nodes > 1 ? 1 : 0;
}

/** The body of an index template (Elasticsearch reference, "Create or update index template"). */
export function indexTemplate({ patterns, shards, copies, settings, mappings }: IndexTemplate): object {
  return {
    index_patterns: patterns,
    priority: TEMPLATE_PRIORITY,
    allow_auto_create: true,
    template: {
      settings: {
        index: {
          number_of_shards: shards,
          number_of_replicas: copies,
          codec: 'best_compression',
          ...settings,
          // A node that restarts is waited for before its shards are copied.
          unassigned: { node_left: { delayed_timeout: '5m' } },
        },
      },
      mappings,
    },
  };
}
