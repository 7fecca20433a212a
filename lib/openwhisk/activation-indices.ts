import type { Request } from '../elasticsearch/bootstrap';
import { METRICS_READER, type Access } from '../elasticsearch/config';
import { copiesOn, indexTemplate } from '../elasticsearch/index-template';
import type { OpenWhisk } from '../platform/model';

type Spec = OpenWhisk['activationStore']['elasticsearch'];

/** Users of the Elasticsearch that stores activations. */
export type ActivationUser = keyof Spec['existingSecrets'];

/** Pattern of the names of the indices of all namespaces. */
export function activationIndices({ indexPattern }: Pick<Spec, 'indexPattern'>): string {
  return indexPattern.replace('%s', '*');
}

/** Index with the document that the bootstrap Job makes last: the store knows how activations are kept. */
const MARKER_INDEX = 'activations-initialised';

/** Path of that document. */
export const MARKER_PATH = `/${MARKER_INDEX}/_doc/marker`;

/** Their privileges. OpenWhisk creates the index of a namespace with its first activation. */
export function activationAccess(spec: Pick<Spec, 'indexPattern'>): Access<ActivationUser> {
  return {
    users: { admin: 'superuser', openwhisk: 'activation_store', exporter: 'metrics_reader' },
    roles: {
      activation_store: {
        cluster: ['monitor'],
        indices: [
          { names: [activationIndices(spec)], privileges: ['auto_configure', 'create_index', 'read', 'write'] },
          { names: [MARKER_INDEX], privileges: ['read'] },
        ],
      },
      metrics_reader: METRICS_READER,
    },
  };
}

/** Copies of each shard on other nodes. */
export function activationCopies({ copies, replicas }: Pick<Spec, 'copies' | 'replicas'>): number {
  return copies ?? copiesOn(replicas);
}

/** Requests of the bootstrap Job. */
export function activationRequests(spec: Spec): Request[] {
  return [
    ['/_index_template/openwhisk-activations', activationTemplate(spec)],
    [MARKER_PATH, { initialised: true }],
  ];
}

/** A text that is searched word by word and, as OpenWhisk's scheduler does, as a whole. */
const NAME = { type: 'text', fields: { keyword: { type: 'keyword', ignore_above: 1024 } } };

/** A field that is read with its activation, but never searched. */
const KEPT = { type: 'keyword', index: false, doc_values: false };

/**
 * How activations are kept: what OpenWhisk searches has the types that its questions want (OpenWhisk,
 * ElasticSearchActivationStore.scala and ElasticSearchDurationChecker.scala).
 */
function activationTemplate(spec: Spec): object {
  return indexTemplate({
    patterns: [activationIndices(spec), MARKER_INDEX],
    shards: spec.shards,
    copies: activationCopies(spec),
    mappings: {
      properties: {
        '@timestamp': { type: 'date' },
        start: { type: 'long' },
        end: { type: 'long' },
        duration: { type: 'long' },
        namespace: NAME,
        name: NAME,
        path: NAME,
        logs: KEPT,
        response: { properties: { result: KEPT } },
      },
    },
  });
}
