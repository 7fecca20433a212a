import { readFileSync, realpathSync, mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { getuid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { FakeSecretsApi } from '../../support/fake-secrets-api';
import { Manifests } from '../../support/platform';
import type { ScriptResult } from '../../support/shell';
import { freePorts } from '../processes';
import { commandOf, execute, initContainer, withParts, type Given } from '../scripts/container';
import { elasticsearchHome } from '../scripts/installations';
import { requireProgram, SYSTEM_PATH } from '../scripts/programs';
import { Workshop } from '../scripts/workshop';
import { until } from '../wait';

/** Three nodes with all that they need; a small heap, to fit where the tests run. */
const PLATFORM = `
profile: standard
monitoring: { enabled: false }
logging:
  enabled: true
  elasticsearch: { replicas: 3, heapMiB: 512 }
  indices: { retentionDays: 5 }
`;

const LOGGING = Manifests.of(PLATFORM);

const NODES = 3;
const SEED_HOST = 'owdev-elasticsearch.logging.svc.cluster.local';
const CLIENT_HOST = 'owdev-elasticsearch-http.logging.svc.cluster.local';

/** An answer of Elasticsearch. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** The pods of the StatefulSet: a real Elasticsearch each, with the configuration that the pod's init container makes. */
export class ElasticsearchNodes {
  readonly shop = new Workshop();
  private readonly secrets = new FakeSecretsApi('logging');
  private home = '';
  private ports: { readonly https: number; readonly transport: number } = { https: 0, transport: 0 };
  /** Of each node one of its own: it listens on all addresses. */
  private readinessPorts: readonly number[] = [];

  /** Makes the Secrets with the Job's script. */
  async prepare(): Promise<void> {
    this.home = await elasticsearchHome();
    const [https = 0, transport = 0, ...readiness] = await freePorts(2 + NODES);
    this.ports = { https, transport };
    this.readinessPorts = readiness;
    await this.secrets.start();
    mkdirSync(join(this.shop.folder, 'token'));
    for (const file of ['token', 'ca.crt']) this.shop.file(`token/${file}`, '');
    const env = { KUBERNETES_API: this.secrets.url, TOKEN_DIR: join(this.shop.folder, 'token') };
    const job = commandOf(LOGGING, LOGGING.container('elasticsearch-secrets'));
    const { code, output } = await execute(job, SYSTEM_PATH, env);
    if (code !== 0) throw new Error(output);
    this.shop.file('ca.crt', this.secret('owdev-elasticsearch-certificate')['tls.crt'] ?? '');
  }

  /** The values of a Secret that the Job has made. */
  secret(name: string): Record<string, string> {
    return this.secrets.values(name);
  }

  /** Makes a node's configuration with the init container's script and starts the node; its output is in its log. */
  async start(index: number): Promise<void> {
    const name = nameOf(index);
    const folders = Object.fromEntries(
      ['config', 'data', 'logs', 'tmp', 'settings'].map((part) => [part, join(this.shop.folder, name, part)]),
    ) as Record<'config' | 'data' | 'logs' | 'tmp' | 'settings', string>;
    for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(LOGGING.config('elasticsearch'))) {
      writeFileSync(
        join(folders.settings, file),
        file === 'elasticsearch.yml' ? this.here(text, index, folders) : text,
      );
    }
    const prepared = await this.configure(name, folders);
    if (prepared.code !== 0) throw new Error(prepared.output);
    mkdirSync(join(folders.config, 'certs'), { recursive: true });
    for (const [file, text] of Object.entries(this.secret('owdev-elasticsearch-certificate'))) {
      writeFileSync(join(folders.config, 'certs', file), text);
    }
    // It may read the folder of its configuration only.
    const hosts = join(folders.config, 'hosts');
    const addresses = Array.from({ length: NODES }, (_, node) => `${addressOf(node)} ${SEED_HOST}\n`);
    writeFileSync(hosts, ['127.0.0.1 localhost\n', ...addresses].join(''));
    const { env } = commandOf(LOGGING, LOGGING.container('elasticsearch'), given(index));
    this.shop.start(name, {
      argv: [...UNPRIVILEGED, join(this.home, 'bin', 'elasticsearch')],
      env: {
        ...env,
        ES_JAVA_OPTS: `${env['ES_JAVA_OPTS']} -Djdk.net.hosts.file=${hosts}`,
        PATH: SYSTEM_PATH,
        HOME: folders.tmp,
        ES_JAVA_HOME: dirname(dirname(realpathSync(requireProgram('java')))),
        ES_PATH_CONF: folders.config,
        ES_TMPDIR: folders.tmp,
      },
    });
  }

  /** The port of each node for clients. */
  get httpsPort(): number {
    return this.ports.https;
  }

  /** A node's settings as its init container made them. */
  configOf(index: number): string {
    return readFileSync(join(this.shop.folder, nameOf(index), 'config', 'elasticsearch.yml'), 'utf8');
  }

  /** The port that is open when a node is ready. */
  readinessPort(index: number): number {
    return this.readinessPorts[index] ?? 0;
  }

  /** Kills a node, as the loss of its machine does. */
  kill(index: number): void {
    const pid = this.shop.processes.pids()[nameOf(index)];
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  }

  /** Asks a node as one of the users; no answer is the status 0. */
  async ask<T = Record<string, unknown>>(
    path: string,
    { user = 'admin', ...options }: AskOptions = {},
  ): Promise<Answer<T>> {
    const { username = '', password = '' } = this.secret(`owdev-elasticsearch-${user}`);
    return this.askAs(username, password, path, options);
  }

  /** Asks with any name and password. */
  async askAs<T = Record<string, unknown>>(
    username: string,
    password: string,
    path: string,
    { node = 0, method = 'GET', body }: Omit<AskOptions, 'user'> = {},
  ): Promise<Answer<T>> {
    const authority = readFileSync(join(this.shop.folder, 'ca.crt'));
    return new Promise((answer) => {
      const sent = request(
        {
          host: addressOf(node),
          port: this.ports.https,
          servername: CLIENT_HOST,
          ca: authority,
          path,
          method,
          ...(username ? { auth: `${username}:${password}` } : {}),
          headers: {
            'content-type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json',
          },
          agent: false,
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.on('end', () => answer({ status: response.statusCode ?? 0, body: parsed<T>(text) }));
        },
      );
      sent.on('error', () => answer({ status: 0, body: {} as T }));
      sent.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
    });
  }

  /** Runs the bootstrap Job against a port of this machine, with the names of the cluster. */
  async bootstrap(port: number): Promise<ScriptResult> {
    const requests = join(this.shop.folder, 'requests');
    mkdirSync(requests, { recursive: true });
    for (const [file, text] of Object.entries(LOGGING.config('elasticsearch-bootstrap'))) {
      writeFileSync(join(requests, file), text);
    }
    const job = commandOf(LOGGING, LOGGING.container('elasticsearch-bootstrap'), this.given());
    return execute(job, SYSTEM_PATH, {
      ...this.curlTo(port),
      ELASTICSEARCH_CA: join(this.shop.folder, 'ca.crt'),
      REQUESTS: requests,
    });
  }

  /** Runs the wait of a workload for Elasticsearch. */
  async wait(workload: string, { deadlineSeconds = 60 } = {}): Promise<ScriptResult> {
    const wait = initContainer(LOGGING, workload, 'wait-for-elasticsearch', this.given());
    return execute(wait, SYSTEM_PATH, {
      ...this.curlTo(this.ports.https),
      DEADLINE_SECONDS: String(deadlineSeconds),
      INTERVAL_SECONDS: '0.5',
      TRY_TIMEOUT_SECONDS: '3',
    });
  }

  /** The certificate and key of the nodes. */
  get certificate(): { cert: string; key: string } {
    const values = this.secret('owdev-elasticsearch-certificate');
    return { cert: values['tls.crt'] ?? '', key: values['tls.key'] ?? '' };
  }

  async stop(): Promise<void> {
    await this.secrets.stop();
    // The program starts the server as a process of its own, which writes until it is gone, too.
    for (let index = 0; index < NODES; index++) this.kill(index);
    const { processes } = this.shop;
    await until(() => Object.keys(processes.pids()).length === 0, { timeoutSeconds: 20, what: 'the nodes have ended' });
    await sleep(500);
    this.shop.stop();
  }

  /** The settings, with this machine's address, ports and folders in the place of the pod's. */
  private here(text: string, index: number, folders: Readonly<Record<'data' | 'logs', string>>): string {
    const settings = withParts(text, {
      'network.host: 0.0.0.0': 'network.host: ${POD_IP}',
      ': 9200': `: ${this.ports.https}`,
      ': 9300': `: ${this.ports.transport}`,
      ': 8080': `: ${this.readinessPort(index)}`,
    });
    return `${settings}path.data: ${folders.data}\npath.logs: ${folders.logs}\n`;
  }

  private async configure(name: string, folders: Readonly<Record<'config' | 'data' | 'settings', string>>) {
    const prepare = initContainer(LOGGING, 'elasticsearch', 'prepare', this.given(name));
    return execute(prepare, SYSTEM_PATH, {
      IMAGE_CONFIG: join(this.home, 'config'),
      SETTINGS: folders.settings,
      CONFIG: folders.config,
      DATA: folders.data,
    });
  }

  private given(name = ''): Given {
    const users = ['admin', 'kibana', 'fluentd', 'exporter'].map((user) => `owdev-elasticsearch-${user}`);
    const secrets = [...users, 'owdev-elasticsearch-certificate'].flatMap((secret) =>
      Object.entries(this.secret(secret)).map(([key, value]) => [`${secret}/${key}`, value]),
    );
    return { secrets: Object.fromEntries(secrets) as Record<string, string>, fields: { 'metadata.name': name } };
  }

  /** curl's own configuration takes the place of the cluster's DNS. */
  private curlTo(port: number, host = port === this.ports.https ? addressOf(0) : '127.0.0.1'): Record<string, string> {
    this.shop.file('.curlrc', `connect-to = "::${host}:${port}"\n`);
    return { CURL_HOME: this.shop.folder };
  }
}

interface AskOptions {
  /** @default admin */
  readonly user?: 'admin' | 'kibana' | 'fluentd' | 'exporter';
  /** @default 0 */
  readonly node?: number;
  /** @default GET */
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** JSON, or lines of it as text. */
  readonly body?: object | string;
}

/** Elasticsearch does not start as root, and the tests' folders may be root's: it gets the image's user in a namespace of its own. */
const UNPRIVILEGED =
  getuid?.() === 0 ? [requireProgram('unshare'), '--user', '--map-user=1000', '--map-group=1000'] : [];

function given(index: number): Given {
  const fields = {
    'metadata.name': nameOf(index),
    'status.podIP': addressOf(index),
    'spec.nodeName': `node-${index}`,
  };
  return { fields };
}

/** Each pod has an address of its own, all of this machine. */
export function addressOf(index: number): string {
  return `127.0.0.${2 + index}`;
}

function nameOf(index: number): string {
  return `owdev-elasticsearch-${index}`;
}

function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    return {} as T;
  }
}
