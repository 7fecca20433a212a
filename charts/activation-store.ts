import { Bootstrap } from '../lib/elasticsearch/bootstrap';
import {
  AUTHORITIES_FILE,
  authoritiesMounts,
  elasticsearchHas,
  elasticsearchReady,
  type ElasticsearchFacts,
  type ExpectedVersion,
} from '../lib/elasticsearch/client';
import { ElasticsearchExporter } from '../lib/elasticsearch/exporter';
import { externalElasticsearch } from '../lib/elasticsearch/external';
import { Elasticsearch } from '../lib/elasticsearch/server';
import type { Milestone } from '../lib/kube/milestone';
import { dnsServer } from '../lib/kube/names';
import type { PlatformChart } from '../lib/kube/platform-chart';
import { ActivationGateway } from '../lib/openwhisk/activation-gateway';
import {
  activationAccess,
  activationIndices,
  activationRequests,
  MARKER_PATH,
} from '../lib/openwhisk/activation-indices';
import { activationStore, needsGateway, type ActivationStoreFacts } from '../lib/openwhisk/activation-store';
import { openwhiskComponent } from '../lib/openwhisk/component';
import type { OpenWhisk, Platform } from '../lib/platform/model';

type Spec = OpenWhisk['activationStore']['elasticsearch'];

const SECTION = 'openwhisk.activationStore.elasticsearch';

/** Major version of the Elasticsearch that the platform makes. */
const OWN_VERSION = 8;

/** Where the images have the public authorities (Debian, ca-certificates). */
const PUBLIC_AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/** An Elasticsearch, and when it can be written to. */
interface Server {
  readonly facts: ElasticsearchFacts<'openwhisk'>;
  readonly version: number;
  readonly ready: Milestone;
}

/** The Elasticsearch that keeps activations, and the gateway in front of it. @returns nothing where CouchDB keeps them. */
export function addActivationStore(chart: PlatformChart, platform: Platform): ActivationStoreFacts | undefined {
  const { backend, elasticsearch: spec } = platform.openwhisk.activationStore;
  if (backend === 'CouchDB') return undefined;
  const { external, indexPattern } = spec;
  if (external && !needsGateway(external)) {
    return activationStore(externalFacts(external), indexPattern, expectedVersion(external));
  }
  const server = external ? externalServer(external) : addServer(chart, platform);
  const { endpoint, protocol } = server.facts;
  const gateway = new ActivationGateway(chart, 'ActivationGateway', {
    spec: spec.gateway,
    server: { host: endpoint.host, port: endpoint.port, protocol, version: server.version },
    authorities: server.facts.authorities ? AUTHORITIES_FILE : PUBLIC_AUTHORITIES,
    mounts: authoritiesMounts(server.facts),
    resolver: dnsServer(platform.cluster),
    serverReady: server.ready,
  });
  const behind: ElasticsearchFacts<'openwhisk'> = {
    endpoint: gateway.endpoint,
    protocol: 'http',
    kind: 'elasticsearch',
    credentials: (user) => server.facts.credentials(user),
    workload: gateway.workload,
  };
  return activationStore(behind, indexPattern);
}

function addServer(chart: PlatformChart, { name, openwhisk }: Platform): Server {
  const { elasticsearch: spec } = openwhisk.activationStore;
  const elasticsearch = new Elasticsearch(chart, 'ActivationStore', {
    component: openwhiskComponent('activation-store', 'elasticsearch'),
    section: SECTION,
    spec,
    clusterName: `${name}-activations`,
    templated: [activationIndices(spec)],
    access: activationAccess(spec),
  });
  const { workload } = new Bootstrap(chart, 'ActivationStoreBootstrap', {
    component: openwhiskComponent('activation-store-bootstrap', 'elasticsearch'),
    elasticsearch,
    requests: activationRequests(spec),
  });
  if (openwhisk.metrics.exporters.elasticsearch) {
    new ElasticsearchExporter(chart, 'ActivationStoreExporter', {
      component: openwhiskComponent('activation-store-exporter', 'elasticsearch-exporter'),
      elasticsearch,
      snapshots: false,
    });
  }
  const what = 'Elasticsearch with the template of activations (put by the activation-store-bootstrap job)';
  const wait = elasticsearchHas(elasticsearch, 'openwhisk', what, MARKER_PATH);
  return { facts: elasticsearch, version: OWN_VERSION, ready: { name: 'activation-store', wait, provider: workload } };
}

type External = NonNullable<Spec['external']>;

function externalFacts(external: External): ElasticsearchFacts<'openwhisk'> {
  return externalElasticsearch(external, () => external.existingSecret);
}

function externalServer(external: External): Server {
  const facts = externalFacts(external);
  return { facts, version: external.version, ready: elasticsearchReady(facts, 'openwhisk', expectedVersion(external)) };
}

function expectedVersion({ version }: External): ExpectedVersion {
  return { major: version, property: `${SECTION}.external.version` };
}
