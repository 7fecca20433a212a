import { readFileSync, realpathSync, mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { getuid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { FakeSecretsApi } from '../../support/fake-secrets-api';
import type { Manifests } from '../../support/platform';
import type { ScriptResult } from '../../support/shell';
import { freePorts } from '../ports';
import { commandOf, execute, initContainer, withParts, type Command, type Given } from '../scripts/container';
import { elasticsearchHome } from '../scripts/installations';
import { requireProgram, SYSTEM_PATH } from '../scripts/programs';
import { Workshop } from '../scripts/workshop';
import { until } from '../wait';

/** An Elasticsearch of a platform. */
export interface Store<User extends string> {
  readonly manifests: Manifests;
  readonly namespace: string;
  /** Its component. */
  readonly component: string;
  readonly users: readonly User[];
  /** Number of nodes. */
  readonly nodes: number;
  /** Secrets of other namespaces with the password of a user and the authority, by name. @default - none */
  readonly copies?: Readonly<Record<string, User>>;
}

/** An answer of Elasticsearch. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** The pods of the StatefulSet: a real Elasticsearch each, with the configuration that the pod's init container makes. */
export class ElasticsearchNodes<User extends string> {
  readonly shop = new Workshop();
  private readonly secrets: FakeSecretsApi;
  private home = '';
  private ports: { readonly https: number; readonly transport: number } = { https: 0, transport: 0 };
  /** Of each node one of its own: it listens on all addresses. */
  private readinessPorts: readonly number[] = [];

  constructor(private readonly store: Store<User>) {
    this.secrets = new FakeSecretsApi(store.namespace);
  }

  /** Makes the Secrets with the Job's script. */
  async prepare(): Promise<void> {
    this.home = await elasticsearchHome();
    const [https = 0, transport = 0, ...readiness] = await freePorts(2 + this.store.nodes);
    this.ports = { https, transport };
    this.readinessPorts = readiness;
    await this.secrets.start();
    mkdirSync(join(this.shop.folder, 'token'));
    for (const file of ['token', 'ca.crt']) this.shop.file(`token/${file}`, '');
    const env = { KUBERNETES_API: this.secrets.url, TOKEN_DIR: join(this.shop.folder, 'token') };
    const job = this.command('secrets');
    const { code, output } = await execute(job, SYSTEM_PATH, env);
    if (code !== 0) throw new Error(output);
    this.shop.file('ca.crt', this.certificate.cert);
  }

  /** The values of a Secret that the Job has made. */
  secret(name: string): Record<string, string> {
    return this.secrets.values(name);
  }

  /** Makes a node's configuration with the init container's script and starts the node; its output is in its log. */
  async start(index: number): Promise<void> {
    const name = this.nameOf(index);
    const folders = Object.fromEntries(
      ['config', 'data', 'logs', 'tmp', 'settings'].map((part) => [part, join(this.shop.folder, name, part)]),
    ) as Record<'config' | 'data' | 'logs' | 'tmp' | 'settings', string>;
    for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(this.store.manifests.config(this.store.component))) {
      writeFileSync(
        join(folders.settings, file),
        file === 'elasticsearch.yml' ? this.here(text, index, folders) : text,
      );
    }
    const prepared = await this.configure(name, folders);
    if (prepared.code !== 0) throw new Error(prepared.output);
    mkdirSync(join(folders.config, 'certs'), { recursive: true });
    for (const [file, text] of Object.entries(this.secret(this.objectOf('certificate')))) {
      writeFileSync(join(folders.config, 'certs', file), text);
    }
    // It may read the folder of its configuration only.
    const hosts = join(folders.config, 'hosts');
    const addresses = Array.from({ length: this.store.nodes }, (_, node) => `${addressOf(node)} ${this.host()}\n`);
    writeFileSync(hosts, ['127.0.0.1 localhost\n', ...addresses].join(''));
    const { env } = this.command(undefined, this.fieldsOf(index));
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
    return readFileSync(join(this.shop.folder, this.nameOf(index), 'config', 'elasticsearch.yml'), 'utf8');
  }

  /** The port that is open when a node is ready. */
  readinessPort(index: number): number {
    return this.readinessPorts[index] ?? 0;
  }

  /** Kills a node, as the loss of its machine does. */
  kill(index: number): void {
    const pid = this.shop.processes.pids()[this.nameOf(index)];
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  }

  /** Asks a node as one of the users; no answer is the status 0. */
  async ask<T = Record<string, unknown>>(
    path: string,
    { user, ...options }: AskOptions<User> = {},
  ): Promise<Answer<T>> {
    const { username = '', password = '' } = this.secret(this.objectOf(user ?? 'admin'));
    return this.askAs(username, password, path, options);
  }

  /** Asks with any name and password. */
  async askAs<T = Record<string, unknown>>(
    username: string,
    password: string,
    path: string,
    { node = 0, method = 'GET', body }: Omit<AskOptions<User>, 'user'> = {},
  ): Promise<Answer<T>> {
    const authority = readFileSync(join(this.shop.folder, 'ca.crt'));
    return new Promise((answer) => {
      const sent = request(
        {
          host: addressOf(node),
          port: this.ports.https,
          servername: this.host('http'),
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

  /**
   * Runs a Job that prepares the server against a port of this machine, with the names of the cluster.
   *
   * @param component - of the Job. @default - the component of the nodes, for which it is.
   */
  async bootstrap(port: number, component = `${this.store.component}-bootstrap`): Promise<ScriptResult> {
    const { manifests } = this.store;
    const requests = join(this.shop.folder, component);
    mkdirSync(requests, { recursive: true });
    for (const [file, text] of Object.entries(manifests.config(component))) {
      writeFileSync(join(requests, file), text);
    }
    const job = commandOf(manifests, manifests.container(component), this.given());
    return execute(job, SYSTEM_PATH, {
      ...this.curlTo(port),
      ELASTICSEARCH_CA: join(this.shop.folder, 'ca.crt'),
      REQUESTS: requests,
    });
  }

  /** Runs the wait of a workload. @param port - of this machine. @default - that of the first node. */
  async wait(
    workload: string,
    { name = 'elasticsearch', port = this.ports.https, deadlineSeconds = 60 } = {},
  ): Promise<ScriptResult> {
    const wait = initContainer(this.store.manifests, workload, `wait-for-${name}`, this.given());
    return execute(wait, SYSTEM_PATH, {
      ...this.curlTo(port),
      DEADLINE_SECONDS: String(deadlineSeconds),
      INTERVAL_SECONDS: '0.5',
      TRY_TIMEOUT_SECONDS: '3',
    });
  }

  /** The certificate and key of the nodes. */
  get certificate(): { cert: string; key: string } {
    const values = this.secret(this.objectOf('certificate'));
    return { cert: values['tls.crt'] ?? '', key: values['tls.key'] ?? '' };
  }

  async stop(): Promise<void> {
    await this.secrets.stop();
    // The program starts the server as a process of its own, which writes until it is gone, too.
    for (let index = 0; index < this.store.nodes; index++) this.kill(index);
    const running = (): boolean =>
      Object.keys(this.shop.processes.pids()).some((name) => name.startsWith(this.nameOf('')));
    await until(() => !running(), { what: 'the nodes have ended' });
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
    // The disk is the machine's, and may be as full as it likes: above 85 %, no copies would be placed on it.
    const disk = 'cluster.routing.allocation.disk.threshold_enabled: false\n';
    return `${settings}${disk}path.data: ${folders.data}\npath.logs: ${folders.logs}\n`;
  }

  private async configure(name: string, folders: Readonly<Record<'config' | 'data' | 'settings', string>>) {
    const prepare = initContainer(this.store.manifests, this.store.component, 'prepare', this.given(name));
    return execute(prepare, SYSTEM_PATH, {
      IMAGE_CONFIG: join(this.home, 'config'),
      SETTINGS: folders.settings,
      CONFIG: folders.config,
      DATA: folders.data,
    });
  }

  /** The values of the Secrets, for a pod of that name. */
  given(name = ''): Given {
    const secrets = [...this.store.users, 'certificate']
      .map((part) => this.objectOf(part))
      .flatMap((secret) => Object.entries(this.secret(secret)).map(([key, value]) => [`${secret}/${key}`, value]));
    const copies = Object.entries<User>(this.store.copies ?? {}).flatMap(([copy, user]) =>
      Object.entries({ ...this.secret(this.objectOf(user)), 'ca.crt': this.certificate.cert }).map(([key, value]) => [
        `${copy}/${key}`,
        value,
      ]),
    );
    return {
      secrets: Object.fromEntries([...secrets, ...copies]) as Record<string, string>,
      fields: { 'metadata.name': name },
    };
  }

  /** The command of the nodes, or of what belongs to them. */
  private command(part?: 'secrets', given?: Given): Command {
    const { manifests, component } = this.store;
    return commandOf(manifests, manifests.container(part ? `${component}-${part}` : component), given);
  }

  /** Name of an object of the nodes'. */
  private objectOf(part: string): string {
    return `owdev-${this.store.component}-${part}`;
  }

  /** Name of a Service: that of all nodes, or that of clients. */
  host(part?: 'http'): string {
    const { component, namespace } = this.store;
    return `owdev-${component}${part ? `-${part}` : ''}.${namespace}.svc.cluster.local`;
  }

  private nameOf(index: number | ''): string {
    return `owdev-${this.store.component}-${index}`;
  }

  private fieldsOf(index: number): Given {
    const fields = {
      'metadata.name': this.nameOf(index),
      'status.podIP': addressOf(index),
      'spec.nodeName': `node-${index}`,
    };
    return { fields };
  }

  /** curl's own configuration takes the place of the cluster's DNS. */
  private curlTo(port: number, host = port === this.ports.https ? addressOf(0) : '127.0.0.1'): Record<string, string> {
    this.shop.file('.curlrc', `connect-to = "::${host}:${port}"\n`);
    return { CURL_HOME: this.shop.folder };
  }
}

interface AskOptions<User extends string> {
  /** @default admin */
  readonly user?: User;
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

/** Each pod has an address of its own, all of this machine. */
export function addressOf(index: number): string {
  return `127.0.0.${2 + index}`;
}

function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    return {} as T;
  }
}
