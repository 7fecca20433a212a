import { elasticsearchReady, type ElasticsearchFacts, type ExpectedVersion } from '../elasticsearch/client';
import { address } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { Milestone } from '../kube/milestone';

/** Where activations are kept, where they are not in CouchDB with everything else. */
export interface ActivationStoreFacts extends ElasticsearchFacts<'openwhisk'> {
  /** Names of the indices; `%s` is the namespace. */
  readonly indexPattern: string;
  readonly ready: Milestone;
}

/** The endpoint that OpenWhisk connects to. @param expected - the version of a server without a gateway in between. */
export function activationStore(
  facts: ElasticsearchFacts<'openwhisk'>,
  indexPattern: string,
  expected?: ExpectedVersion,
): ActivationStoreFacts {
  return { ...facts, indexPattern, ready: elasticsearchReady(facts, 'openwhisk', expected) };
}

/** Environment of controller, invoker and scheduler (OpenWhisk, application.conf, whisk.activation-store). */
export function activationStoreEnv(store?: ActivationStoreFacts): Env {
  if (!store) return {};
  const { secret, usernameKey, passwordKey } = store.credentials('openwhisk');
  return {
    CONFIG_whisk_activationStore_elasticsearch_protocol: store.protocol,
    CONFIG_whisk_activationStore_elasticsearch_hosts: address(store.endpoint),
    CONFIG_whisk_activationStore_elasticsearch_indexPattern: store.indexPattern,
    CONFIG_whisk_activationStore_elasticsearch_username: { secret, key: usernameKey },
    CONFIG_whisk_activationStore_elasticsearch_password: { secret, key: passwordKey },
    CONFIG_whisk_spi_ActivationStoreProvider:
      'org.apache.openwhisk.core.database.elasticsearch.ElasticSearchActivationStoreProvider',
  };
}

/** Whether a server of the user's is behind the gateway: OpenWhisk itself knows version 6, and the public authorities. */
export function needsGateway({ version, caSecret }: { readonly version: number; readonly caSecret?: string }): boolean {
  return version > 6 || caSecret !== undefined;
}
