import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AlertRule, SentAlert } from '../../../lib/simulator/alert-loop/alert';
import type { AlertRoute } from '../../../lib/simulator/alert-loop/alertmanager';
import { read } from '../monitoring/scrape';
import type { Processes } from '../processes';
import { until } from '../wait';

const ALERT = 'APIHighInvocationRate';
const USER = 'admin';
const PASSWORD = 'gateway-password';

/** Milliseconds that a firing alert is valid without being sent again (Prometheus: four times its resend delay). */
const VALIDITY = 240_000;

/**
 * Milliseconds that the gateway takes to scale. Alertmanager logs a notification when it is answered, and its timer is a little late
 * each time: a gateway that answers within a millisecond would be notified again after exactly the repeat interval.
 */
const SCALING = 300;

/** A request to the gateway's path for alerts. */
export interface Received {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly authorization?: string;
  readonly alerts: readonly SentAlert[];
}

interface Webhook {
  readonly alerts: readonly { readonly status: string; readonly labels: Readonly<Record<string, string>> }[];
}

/** Stands in for gateways: receives the notifications of Alertmanagers, and serves a counter of answers. */
export class Gateway {
  /** Requests by path. */
  readonly received = new Map<string, Received[]>();
  /** Times of the scrapes, in milliseconds since 1970. */
  readonly scrapes: number[] = [];
  private readonly server: Server;

  /** @param count - answers with code 200 up to a time in milliseconds since 1970 */
  constructor(
    readonly port: number,
    private readonly count: (now: number) => number,
  ) {
    this.server = createServer((request, response) => {
      const now = Date.now();
      if (request.url === '/metrics') {
        this.scrapes.push(now);
        response.setHeader('content-type', 'text/plain; version=0.0.4');
        const name = 'gateway_function_invocation_total';
        response.end(`# TYPE ${name} counter\n${name}{function_name="f",code="200"} ${this.count(now)}\n`);
      } else {
        void this.note(request, now)
          .then(() => sleep(SCALING))
          .then(() => response.end());
      }
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(this.port, '127.0.0.1', done));
  }

  /** The requests to a path. */
  at(path: string): readonly Received[] {
    return this.received.get(path) ?? [];
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async note(request: IncomingMessage, at: number): Promise<void> {
    const { authorization } = request.headers;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { alerts } = JSON.parse(Buffer.concat(chunks).toString()) as Webhook;
    const path = request.url ?? '';
    const one = {
      at,
      ...(authorization !== undefined && { authorization }),
      alerts: alerts.map(({ status, labels }) => ({
        name: labels['function_name'] ?? '',
        firing: status === 'firing',
      })),
    };
    this.received.set(path, [...this.at(path), one]);
  }
}

/** The header that a gateway with basic authentication wants. */
export const AUTHORIZATION = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;

/** A real Alertmanager with one route to a path of the gateway. */
export class RealAlertmanager {
  private readonly started = new Map<string, number>();
  private readonly ended = new Map<string, number>();

  private constructor(readonly port: number) {}

  static async start(
    { processes, folder, binary }: { processes: Processes; folder: string; binary: string },
    { port, path, gateway, route }: { port: number; path: string; gateway: Gateway; route: AlertRoute },
  ): Promise<RealAlertmanager> {
    const name = `alertmanager${path.replaceAll('/', '-')}`;
    const password = join(folder, 'password');
    writeFileSync(password, PASSWORD);
    const webhook = {
      url: `http://127.0.0.1:${gateway.port}${path}`,
      send_resolved: true,
      http_config: { basic_auth: { username: USER, password_file: password } },
    };
    const config = {
      route: {
        receiver: 'gateway',
        group_by: [route.groupBy === 'function' ? 'function_name' : 'alertname'],
        group_wait: `${route.groupWait}s`,
        group_interval: `${route.groupInterval}s`,
        repeat_interval: `${route.repeatInterval}s`,
      },
      receivers: [{ name: 'gateway', webhook_configs: [webhook] }],
    };
    writeFileSync(join(folder, `${name}.yml`), JSON.stringify(config));
    processes.start(name, binary, [
      `--config.file=${join(folder, `${name}.yml`)}`,
      `--storage.path=${join(folder, name)}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ]);
    const one = new RealAlertmanager(port);
    await isReady(processes, port, name);
    return one;
  }

  /** Sends the state of alerts, as Prometheus does. */
  async post(alerts: readonly SentAlert[]): Promise<void> {
    const now = Date.now();
    const body = alerts.map(({ name, firing }) => {
      if (firing && this.ended.delete(name)) this.started.delete(name);
      const startsAt = this.started.get(name) ?? now;
      this.started.set(name, startsAt);
      if (!firing && !this.ended.has(name)) this.ended.set(name, now);
      const endsAt = firing ? now + VALIDITY : (this.ended.get(name) ?? now);
      const labels = { alertname: ALERT, function_name: name };
      return { labels, startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() };
    });
    const url = `http://127.0.0.1:${this.port}/api/v2/alerts`;
    const { status, text } = await read({ url, body: JSON.stringify(body) });
    if (status !== 200) throw new Error(`Alertmanager answered ${status}: ${text}`);
  }
}

/** Starts a real Prometheus that scrapes the gateway, evaluates the rule and sends alerts; returns the URL of its API. */
export async function startPrometheus(
  { processes, folder, binary }: { processes: Processes; folder: string; binary: string },
  {
    port,
    gateway,
    alertmanager,
    rule,
  }: { port: number; gateway: Gateway; alertmanager: RealAlertmanager; rule: AlertRule },
): Promise<string> {
  const rate = `rate(gateway_function_invocation_total{code="200"}[${rule.window}s])`;
  const alert = { alert: ALERT, expr: `sum by (function_name) (${rate}) > ${rule.threshold}`, for: `${rule.holds}s` };
  writeFileSync(join(folder, 'rules.yml'), JSON.stringify({ groups: [{ name: 'scaling', rules: [alert] }] }));
  const config = {
    global: { scrape_interval: `${rule.scrapeInterval}s`, evaluation_interval: `${rule.evaluationInterval}s` },
    rule_files: [join(folder, 'rules.yml')],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertmanager.port}`] }] }] },
    scrape_configs: [{ job_name: 'gateway', static_configs: [{ targets: [`127.0.0.1:${gateway.port}`] }] }],
  };
  // The default timeout of a scrape is longer than its interval.
  writeFileSync(
    join(folder, 'prometheus.yml'),
    JSON.stringify({ ...config, global: { ...config.global, scrape_timeout: '4s' } }),
  );
  processes.start('prometheus', binary, [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  await isReady(processes, port, 'prometheus');
  return `http://127.0.0.1:${port}/api/v1`;
}

/** Time of the last evaluation of the rule, in milliseconds since 1970; undefined before the first one. */
export async function lastEvaluation(api: string): Promise<number | undefined> {
  const { text } = await read({ url: `${api}/rules` });
  const { data } = JSON.parse(text) as { data: { groups: { lastEvaluation: string }[] } };
  const time = Date.parse(data.groups[0]?.lastEvaluation ?? '');
  // Before the first evaluation it is the zero time of Go, in the year 1.
  return time > 0 ? time : undefined;
}

async function isReady(processes: Processes, port: number, name: string): Promise<void> {
  const url = `http://127.0.0.1:${port}/-/ready`;
  await until(
    async () => {
      processes.assertRunning();
      return (await read({ url }).catch(() => undefined))?.status === 200;
    },
    { what: `${name} is ready` },
  );
}
