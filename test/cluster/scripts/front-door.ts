import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { join } from 'node:path';
import { NGINX_CERTS_DIR, NGINX_HEALTH_PATH, NGINX_MANAGEMENT_DIR } from '../../../lib/openwhisk/nginx-conf';
import { until } from '../wait';
import { withParts } from './container';
import { nginxProgram } from './installations';
import { requireProgram } from './programs';
import type { Workshop } from './workshop';

/** Key of the gate to the management of the API gateway, as its Secret holds it. */
export const GATE_KEY = '0123456789abcdef0123456789abcdef';

/** The user of the container; only root can become somebody else. */
const USER = process.getuid?.() === 0 ? { uid: 101, gid: 101 } : undefined;

/** What a client got. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a client sends. */
export interface Request {
  /** The port of the same name; the gate speaks HTTP. @default 'http' */
  readonly scheme?: 'http' | 'https' | 'gate';
  /** Address of nginx. @default '127.0.0.1' */
  readonly host?: '127.0.0.1' | '::1';
  /** @default 'GET' */
  readonly method?: string;
  /** @default - none. */
  readonly headers?: Record<string, string>;
  /** @default - none. */
  readonly body?: string;
}

/** An nginx as in its container: no root, nowhere to write but in one directory. */
export class FrontDoor {
  private constructor(
    private readonly shop: Workshop,
    private readonly nginx: string,
    /** The ports that the configuration names. */
    readonly ports: { readonly http: number; readonly https: number; readonly gate?: number },
  ) {}

  static async of(shop: Workshop, ports: FrontDoor['ports']): Promise<FrontDoor> {
    return new FrontDoor(shop, await nginxProgram(), ports);
  }

  /** What `nginx -t` prints about a configuration. */
  check(conf: string): string {
    const [program = '', ...args] = [...this.command(conf), '-t'];
    const output = openSync(this.log, 'a');
    spawnSync(program, args, { stdio: ['ignore', output, output] });
    closeSync(output);
    return this.output();
  }

  /**
   * Starts, and waits for the readiness probe.
   *
   * @param healthPath - what the probe asks for.
   * @param folders - folders of this machine by those of the container that they take the place of.
   */
  async start(conf: string, healthPath = NGINX_HEALTH_PATH, folders: Record<string, string> = {}): Promise<void> {
    // In one process, which can be ended for sure: workers outlive a master that is killed.
    this.shop.start('nginx', {
      argv: [...this.command(conf, folders), '-g', 'daemon off; master_process off;'],
      env: {},
    });
    const answers = async () => {
      this.shop.processes.assertRunning();
      return (await this.get(healthPath).catch(() => undefined))?.status === 200;
    };
    await until(answers, { what: 'nginx answers its probe' });
  }

  /** Everything that nginx has printed. */
  output(): string {
    return readFileSync(this.log, 'utf8');
  }

  /** Sends one request, with TLS if the scheme says so. */
  async get(path: string, { scheme = 'http', host = '127.0.0.1', body, ...rest }: Request = {}): Promise<Answer> {
    const send = scheme === 'https' ? tlsRequest : request;
    const sent = send({ host, port: this.ports[scheme], path, rejectUnauthorized: false, ...rest });
    sent.setTimeout(10_000, () => sent.destroy(new Error(`no answer to ${path} within 10 s`)));
    sent.end(body);
    return new Promise((resolve, reject) => {
      sent.once('error', reject);
      sent.once('response', (message) => {
        let text = '';
        message.on('data', (data: Buffer) => (text += data.toString()));
        message.once('end', () => resolve({ status: message.statusCode ?? 0, headers: message.headers, body: text }));
      });
    });
  }

  /** The name that the workshop gives to the log of `nginx`. */
  private get log(): string {
    return join(this.shop.folder, 'nginx.log');
  }

  /** The program with the configuration in which the container's directories are in the workshop. */
  private command(conf: string, folders: Record<string, string> = {}): string[] {
    const { folder } = this.shop;
    const [certs, scratch] = [join(folder, 'certs'), join(folder, 'tmp')];
    chmodSync(folder, 0o755);
    const management = join(folder, 'management');
    for (const directory of [certs, management, scratch]) mkdirSync(directory);
    writeFileSync(join(management, 'nginx-map'), `${GATE_KEY} 1;\n`);
    const dirs = {
      ' /tmp/': ` ${scratch}/`,
      ...(conf.includes(NGINX_CERTS_DIR) ? { [NGINX_CERTS_DIR]: certs } : {}),
      ...(conf.includes(NGINX_MANAGEMENT_DIR) ? { [NGINX_MANAGEMENT_DIR]: management } : {}),
    };
    const file = this.shop.file('nginx.conf', withParts(withParts(conf, dirs), folders));
    const key = join(certs, 'tls.key');
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key];
    const certificate = ['req', '-x509', ...newKey, '-days', '1', '-subj', '/CN=localhost', '-out', `${certs}/tls.crt`];
    execFileSync(requireProgram('openssl'), certificate, { stdio: 'ignore' });
    writeFileSync(this.log, '');
    const nginx = [this.nginx, '-e', 'stderr', '-p', folder, '-c', file];
    if (!USER) return nginx;
    for (const path of [scratch, key, this.log]) chownSync(path, USER.uid, USER.gid);
    return [requireProgram('setpriv'), `--reuid=${USER.uid}`, `--regid=${USER.gid}`, '--clear-groups', ...nginx];
  }
}
