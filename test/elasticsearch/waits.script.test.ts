import type { Server } from 'node:net';
import { elasticsearchHas, elasticsearchReady, type ElasticsearchFacts } from '../../lib/elasticsearch/client';
import type { Endpoint } from '../../lib/kube/endpoint';
import type { Milestone } from '../../lib/kube/milestone';
import type { Wait } from '../../lib/kube/waits';
import { httpServer } from '../support/servers';
import {
  CREDENTIALS,
  describeEachWait,
  expectGivenUp,
  httpWithPassword,
  waitForServer,
  type Scenario,
} from '../support/waits';

jest.setTimeout(30_000);

const HEALTH = '/_cluster/health?wait_for_status=yellow&timeout=1s';
const elasticsearchOf = (version: string): Server =>
  httpServer((asked) => {
    if (asked === '/') return [200, `{"name":"a","version":{"number":"${version}","build":"1"}}`];
    return asked === HEALTH ? [200, '{"status":"green","timed_out":false}'] : [404, `no ${asked}`];
  });

const elasticsearchAt = (endpoint: Endpoint): ElasticsearchFacts<'openwhisk'> => ({
  endpoint,
  protocol: 'http',
  kind: 'elasticsearch',
  credentials: () => CREDENTIALS,
});

function questionOf(milestone: Milestone): Wait {
  if (!('wait' in milestone)) throw new Error(`no init container waits for ${milestone.name}`);
  return milestone.wait;
}

/** Messages of curl. */
const CURL = {
  refused: "curl: (7) Failed to connect to 127.0.0.1 port PORT: Couldn't connect to server",
  silent: 'curl: (28) Operation timed out after 1000 milliseconds',
};

const WAITS = {
  elasticsearch: {
    ...CURL,
    wait: (endpoint) => questionOf(elasticsearchReady(elasticsearchAt(endpoint), 'openwhisk')),
    what: 'Elasticsearch with all primary shards',
    ready: () => httpWithPassword(HEALTH, 200, '{"status":"yellow","timed_out":false}'),
  },
  'elasticsearch of a version': {
    ...CURL,
    wait: (endpoint) =>
      questionOf(elasticsearchReady(elasticsearchAt(endpoint), 'openwhisk', { major: 8, property: 'a.version' })),
    what: 'Elasticsearch with all primary shards',
    ready: () => elasticsearchOf('8.19.0'),
  },
  'elasticsearch that holds a document': {
    ...CURL,
    wait: (endpoint) => elasticsearchHas(elasticsearchAt(endpoint), 'openwhisk', 'the document', '/a/_doc/b'),
    what: 'the document',
    ready: () => httpWithPassword('/a/_doc/b', 200, '{"found":true}'),
  },
} as const satisfies Record<string, Scenario>;

describeEachWait(WAITS);

describe('a wait goes on at', () => {
  test.concurrent.each<[string, keyof typeof WAITS, () => Server, string]>([
    [
      'an Elasticsearch without its primary shards',
      'elasticsearch',
      () => httpWithPassword(HEALTH, 200, '{"status":"red","timed_out":true}'),
      '{"status":"red","timed_out":true}',
    ],
    [
      'an Elasticsearch that says so with its status',
      'elasticsearch',
      () => httpWithPassword(HEALTH, 408, '{"status":"red","timed_out":true}'),
      'curl: (22) The requested URL returned error: 408',
    ],
    [
      'an Elasticsearch of another version',
      'elasticsearch of a version',
      () => elasticsearchOf('6.8.23'),
      'it is of version 6, where a.version says 8',
    ],
    [
      'an Elasticsearch without the document',
      'elasticsearch that holds a document',
      () => httpWithPassword('/a/_doc/b', 404, '{"found":false}'),
      'curl: (22) The requested URL returned error: 404',
    ],
  ])('%s', async (_name, kind, server, answer) => {
    expectGivenUp(WAITS[kind], await waitForServer(WAITS[kind], server(), { DEADLINE_SECONDS: '1' }), answer);
  });
});
