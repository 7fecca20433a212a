import { setTimeout as sleep } from 'node:timers/promises';
import type { MetricSource } from '../../../lib/catalogue/sources';
import type { MetricFamily } from '../../../lib/mixins/families/parse';
import { readExposition, type ServedFamily } from '../../../lib/mixins/families/exposition';
import { METRICS } from '../../../lib/mixins';
import { otelCollector } from '../../../lib/mixins/otel-collector/alerts';
import { jaeger } from '../../../lib/mixins/jaeger/alerts';
import { buildTools } from '../build-tools';
import { differences } from '../monitoring/differences';
import { ruleFile } from '../monitoring/rule-tests';
import { scrape } from '../monitoring/scrape';
import { freePorts } from '../ports';
import type { Workshop } from '../scripts/workshop';
import { until } from '../wait';

/** The sources of tracing, with the port of each. */
export type Watched = Partial<Record<MetricSource, number>>;

/** A real Prometheus that scrapes the programs of tracing every second, and evaluates their alerts, which fire at once. */
export class Watcher {
  private readonly seen = new Map<string, ServedFamily>();

  private constructor(
    private readonly api: string,
    private readonly watched: Watched,
  ) {}

  static async start(shop: Workshop, watched: Watched): Promise<Watcher> {
    const { prometheus } = await buildTools((line) => process.stderr.write(`${line}\n`), ['prometheus']);
    const [port = 0] = await freePorts(1);
    const { groups } = ruleFile([otelCollector, jaeger]);
    const immediate = groups.map((group) => ({
      ...group,
      rules: group.rules.map((rule) => ({ ...rule, for: '0s' })),
    }));
    const config = {
      global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
      rule_files: [shop.file('rules.yml', JSON.stringify({ groups: immediate }))],
      scrape_configs: Object.entries(watched).map(([job, at]) => ({
        job_name: job,
        static_configs: [{ targets: [`127.0.0.1:${at}`], labels: { namespace: 'tracing', pod: job } }],
      })),
    };
    const argv = [
      prometheus,
      `--config.file=${shop.file('prometheus.yml', JSON.stringify(config))}`,
      `--storage.tsdb.path=${shop.folder}/prometheus`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=exemplar-storage',
    ];
    shop.start('prometheus', { argv, env: {} });
    const watcher = new Watcher(`http://127.0.0.1:${port}/api/v1`, watched);
    const answers = async () => (await watcher.ask('/status/config').catch(() => undefined)) !== undefined;
    await until(answers, { what: 'Prometheus answers', timeoutSeconds: 30 });
    return watcher;
  }

  /** Waits until an alert fires, and remembers what is served then. */
  async fires(alert: string, timeoutSeconds = 60): Promise<void> {
    const firing = async () => {
      const { alerts } = await this.ask<{ alerts: { labels: Record<string, string>; state: string }[] }>('/alerts');
      return alerts.some(({ labels, state }) => labels['alertname'] === alert && state === 'firing');
    };
    await until(firing, { what: `${alert} fires`, timeoutSeconds, intervalMs: 250 });
    await this.look();
  }

  /** Repeats something until an alert fires. */
  async firesWhile(alert: string, act: () => Promise<unknown>): Promise<void> {
    let done = false;
    const acting = (async () => {
      while (!done) {
        await act().catch(() => undefined);
        await sleep(300);
      }
    })();
    try {
      await this.fires(alert);
    } finally {
      done = true;
      await acting;
    }
  }

  /** The ids of traces that the series of a name have as exemplars. */
  async exemplars(name: string): Promise<string[]> {
    const now = Date.now() / 1000;
    const query = new URLSearchParams({ query: name, start: String(now - 600), end: String(now) });
    const series = await this.ask<{ exemplars: { labels: Record<string, string> }[] }[]>(
      `/query_exemplars?${query.toString()}`,
    );
    return series.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels['trace_id'] ?? ''));
  }

  /** Remembers the families that the programs serve now: some come with the first event, and go with the program. */
  async look(): Promise<void> {
    for (const [source, port] of Object.entries(this.watched)) {
      const text = await scrape({ url: `http://127.0.0.1:${port}/metrics` }).catch(() => '');
      for (const family of readExposition(text)) {
        const key = `${source} ${family.name}`;
        const labels = new Set([...(this.seen.get(key)?.labels ?? []), ...family.labels]);
        this.seen.set(key, { ...family, labels: [...labels].sort() });
      }
    }
  }

  /** What is wrong with the captured families of the catalogue, by what was served at any time. */
  wrong(source: MetricSource): string[] {
    const captured: readonly MetricFamily[] = METRICS[source].families.filter((family) => family.captured);
    return captured.flatMap((family) =>
      differences(family, this.seen.get(`${source} ${family.name}`)).map((text) => `${source} ${family.name}: ${text}`),
    );
  }

  private async ask<T>(path: string): Promise<T> {
    return (JSON.parse(await scrape({ url: `${this.api}${path}` })) as { data: T }).data;
  }
}
