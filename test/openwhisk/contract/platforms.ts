import { Manifests } from '../../support/platform';

/** Values of the section `openwhisk` that together set every option of OpenWhisk's programs. */
const MODES = {
  standard: '',
  production: 'controller: {replicas: 2}',
  lean: 'lean: true',
  scheduled: 'scheduler: {enabled: true, replicas: 2}, controller: {replicas: 2}',
  elasticsearch: 'scheduler: {enabled: true}, activationStore: {backend: Elasticsearch}',
  metrics: 'metrics: {prometheus: true, kamonTags: true, userEvents: {enabled: true}}',
  actions:
    'actions: {cpuScaling: {millicpus: 100, memory: 256m, maxMillicpus: 4000}, ephemeralStorageLimit: 2g, dns: {inheritInvokerConfig: false, nameservers: [10.0.0.1], search: [a.b], options: ["ndots:2"]}}',
  docker: 'invoker: {containerFactory: docker}',
  topics: 'kafka: {size: 4Gi, topics: {prefix: a, completed: {retentionBytes: 1073741824}}}',
};

/** A platform of every mode and generation. */
export const PLATFORMS = (['akka', 'pekko'] as const).flatMap((generation) =>
  Object.entries(MODES).map(([mode, yaml]) => ({
    generation: generation,
    mode,
    manifests: Manifests.of(`openwhisk: {actorSystem: ${generation}, ${yaml}}`),
  })),
);
