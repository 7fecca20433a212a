import type { ImageName } from './images';

/** Versions of a program that understand the configuration, the arguments and the scripts that it gets. */
export interface VersionRange {
  /** Least version. */
  readonly from: string;
  /** First version that is too new. @default - none known */
  readonly below?: string;
  /** The feature that older versions lack, with its source. */
  readonly needs: string;
  /** The feature that newer versions lack, with its source. @default - there is no upper bound */
  readonly lost?: string;
}

/**
 * Bounds on the version of an image that takes the place of one in {@link IMAGES}. A program that is not in the table has no bound
 * that is known.
 */
export const VERSION_RANGES: Readonly<Partial<Record<ImageName, VersionRange>>> = {
  nginx: {
    from: '1.27.3',
    needs: 'the parameter resolve of server in upstream, elsewhere a part of the commercial edition (nginx, CHANGES)',
  },
  busybox: { from: '1.30.0', needs: 'timeout with its seconds as first argument, as in coreutils (BusyBox, 1.30.0)' },
  kafka: {
    from: '3.7.0',
    below: '4.0.0',
    needs: 'the image apache/kafka, whose paths the platform uses (KIP-975)',
    lost: 'ZooKeeper as the store of its metadata (Kafka 4.0, "Upgrading")',
  },
  zookeeper: { from: '3.5.0', needs: 'a protocol that the clients of Kafka 3.5 and newer speak (KIP-902)' },
  couchdb: { from: '3.2.0', needs: 'the endpoint _prometheus, which is monitored (CouchDB, "Release Notes", 3.2)' },
  etcd: { from: '3.3.0', needs: 'the flag --auto-compaction-mode (etcd, CHANGELOG-3.3)' },
  redis: { from: '6.2.0', needs: 'the option -e of redis-cli, which the readiness probe uses (redis#8136)' },
  elasticsearch: {
    from: '8.0.0',
    below: '9.0.0',
    needs: 'the API that is compatible with version 7 (Elasticsearch, "REST API compatibility")',
    lost: 'the API that is compatible with version 7 (Elasticsearch, "REST API compatibility")',
  },
  kibana: {
    from: '8.0.0',
    below: '9.0.0',
    needs: 'the protocol of Elasticsearch 8: both have one major version (Kibana, "Set up")',
    lost: 'the protocol of Elasticsearch 8: both have one major version (Kibana, "Set up")',
  },
  'openfaas-gateway': {
    from: '0.27.14',
    needs: 'the authentication of /system/telemetry, which is open to every client before (openfaas/faas, 0.27.14)',
  },
  'prometheus-operator': {
    from: '0.93.1',
    needs: 'fields of the custom resources of 0.93, which the platform installs, and which older operators ignore',
  },
};
