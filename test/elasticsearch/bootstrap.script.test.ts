import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CANNOT_HEAL } from '../../lib/kube/exit-codes';
import { BOOTSTRAP_SCRIPT } from '../../lib/elasticsearch/bootstrap-script';
import { requestFiles } from '../../lib/elasticsearch/bootstrap';
import { bootstrapRequests } from '../../lib/logging/indices';
import { IMPORT_SCRIPT } from '../../lib/logging/kibana-script';
import { parsePlatform } from '../../lib/load/load';
import { listen, type HttpAnswer, type Listening } from '../support/servers';
import { runScript, type ScriptResult } from '../support/shell';

interface Received {
  readonly request: string;
  readonly authorization?: string;
  readonly body: string;
}

let server: Listening;
let received: Received[];
let answer: (request: string) => HttpAnswer;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  received = [];
  answer = () => [200, '{"acknowledged":true}'];
  server = await listen(
    createServer((incoming, outgoing) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (part: string) => (body += part));
      incoming.on('end', () => {
        const request = `${incoming.method} ${incoming.url}`;
        received.push({ request, authorization: incoming.headers.authorization, body });
        const [status, text] = answer(request);
        outgoing.writeHead(status).end(text);
      });
    }),
  );
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const loggingOf = (yaml: string) =>
  parsePlatform(`monitoring: {enabled: false}\nlogging: {enabled: true, ${yaml}}`).platform.logging;

async function bootstrap(kind: 'elasticsearch' | 'opensearch', yaml = ''): Promise<ScriptResult> {
  for (const [file, text] of Object.entries(requestFiles(bootstrapRequests(loggingOf(yaml), kind))))
    writeFileSync(join(folder, file), text);
  return runScript(BOOTSTRAP_SCRIPT, {
    ELASTICSEARCH_URL: `http://127.0.0.1:${server.port}`,
    ELASTICSEARCH_USERNAME: 'admin',
    ELASTICSEARCH_PASSWORD: 'p:w',
    ELASTICSEARCH_CA: '',
    REQUESTS: folder,
  });
}

const requests = (): string[] => received.map(({ request }) => request);
const bodyOf = (request: string): unknown => JSON.parse(received.find((each) => each.request === request)?.body ?? '');

describe('the bootstrap', () => {
  test('creates the retention policy, then the template that refers to it', async () => {
    const { code, stderr } = await bootstrap('elasticsearch', 'indices: {retentionDays: 5, shards: 2}');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(requests()).toEqual(['PUT /_ilm/policy/logstash', 'PUT /_index_template/logstash']);
    expect(bodyOf('PUT /_ilm/policy/logstash')).toMatchObject({
      policy: { phases: { delete: { min_age: '5d', actions: { delete: {} } } } },
    });
    expect(bodyOf('PUT /_index_template/logstash')).toMatchObject({
      allow_auto_create: true,
      template: {
        settings: { index: { number_of_shards: 2, number_of_replicas: 0, lifecycle: { name: 'logstash' } } },
        mappings: {
          properties: { '@timestamp': { type: 'date' }, kubernetes: { properties: { labels: { type: 'flattened' } } } },
        },
      },
    });
    const expected = `Basic ${Buffer.from('admin:p:w').toString('base64')}`;
    expect(new Set(received.map(({ authorization }) => authorization))).toEqual(new Set([expected]));
  });

  test('sets up snapshots if configured', async () => {
    const { code } = await bootstrap(
      'elasticsearch',
      'elasticsearch: {snapshots: {type: gcs, settings: {bucket: logs}, retentionDays: 9}}',
    );
    expect(code).toBe(0);
    expect(requests()).toEqual([
      'PUT /_ilm/policy/logstash',
      'PUT /_snapshot/logs',
      'PUT /_slm/policy/logstash',
      'PUT /_index_template/logstash',
    ]);
    expect(bodyOf('PUT /_snapshot/logs')).toEqual({ type: 'gcs', settings: { bucket: 'logs' } });
    expect(bodyOf('PUT /_slm/policy/logstash')).toMatchObject({
      repository: 'logs',
      retention: { expire_after: '9d' },
    });
  });

  test('creates the policy of an OpenSearch that has none', async () => {
    answer = (request) => (request.startsWith('GET') ? [404, '{}'] : [201, '{}']);
    const { code, stderr } = await bootstrap('opensearch');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(requests()).toEqual([
      'GET /_plugins/_ism/policies/logstash',
      'PUT /_plugins/_ism/policies/logstash',
      'PUT /_index_template/logstash',
    ]);
    expect(JSON.stringify(bodyOf('PUT /_index_template/logstash'))).not.toMatch(/lifecycle|"flattened"/);
  });

  test('changes the policy of an OpenSearch that has one', async () => {
    answer = () => [200, '{"_id":"logstash","_version":3,"_seq_no":7,"_primary_term":2,"policy":{}}'];
    expect((await bootstrap('opensearch')).code).toBe(0);
    expect(requests()[1]).toBe('PUT /_plugins/_ism/policies/logstash?if_seq_no=7&if_primary_term=2');
  });

  test.each([
    [400, CANNOT_HEAL],
    [401, CANNOT_HEAL],
    [403, CANNOT_HEAL],
    [409, 1],
  ])('reports the answer %i, and ends with exit code %i', async (status, exitCode) => {
    answer = () => [status, '{"error":"no"}'];
    const { code, stderr } = await bootstrap('elasticsearch');
    expect(code).toBe(exitCode);
    expect(stderr).toBe(
      `cannot make /_ilm/policy/logstash: http://127.0.0.1:${server.port} answered ${status}: {"error":"no"}\n`,
    );
    expect(requests()).toHaveLength(1);
  });
});

describe('the import of saved objects', () => {
  const run = async (): Promise<ScriptResult> => {
    writeFileSync(join(folder, 'objects.ndjson'), '{"type":"search"}\n');
    return runScript(IMPORT_SCRIPT, {
      KIBANA_URL: `http://127.0.0.1:${server.port}/kibana`,
      KIBANA_USERNAME: 'admin',
      KIBANA_PASSWORD: 'pw',
      OBJECTS: join(folder, 'objects.ndjson'),
    });
  };

  test('replaces existing ones', async () => {
    answer = () => [200, '{"successCount":1,"success":true}'];
    const { code, stdout, stderr } = await run();
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'the saved objects are as they should be\n',
      stderr: '',
    });
    expect(requests()).toEqual(['POST /kibana/api/saved_objects/_import?overwrite=true']);
    expect(received[0]?.body).toContain('{"type":"search"}');
  });

  test.each([
    [200, '{"success":false,"errors":[{"id":"x"}]}', 1],
    [401, 'who?', CANNOT_HEAL],
  ])('fails if Kibana answers %s %s', async (status, text, exitCode) => {
    answer = () => [status, text];
    const { code, stderr } = await run();
    expect(code).toBe(exitCode);
    expect(stderr).toBe(
      `cannot import the saved objects: http://127.0.0.1:${server.port}/kibana answered ${status}: ${text}\n`,
    );
  });
});
