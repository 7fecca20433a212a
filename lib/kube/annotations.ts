/** Says that the cluster, not the platform, makes what an object leads to, and who does. */
export const EXTERNAL_TARGET = 'faas-stack/external-target';

/**
 * Annotation of pods: names variables with commas between them, whose addresses no container connects to. They are passed on, or the
 * program requires them and does not use them.
 */
export const NOT_CALLED = 'faas-stack/not-called';

/** Says why a server's certificate is not verified. */
export const INSECURE = 'faas-stack/insecure';

/** Says why no pod of a PodDisruptionBudget may be evicted. */
export const NO_EVICTIONS = 'faas-stack/no-evictions';

/** Says why a role may read the Secrets of every namespace. */
export const CLUSTER_SECRETS = 'faas-stack/cluster-secrets';

/** Names metrics that rules and dashboards may use although no source is known to serve them, with commas between them. */
export const KNOWN_METRICS = 'faas-stack/known-metrics';

/** Annotation of dashboards for a store of several clusters: the label of the cluster, which series have only there. */
export const CLUSTER_LABEL = 'faas-stack/cluster-label';

/** Annotation of the database server: its line, such as 8.4, which decides on the lines that open its data. */
export const MYSQL_VERSION = 'faas-stack/mysql-version';
