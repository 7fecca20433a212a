import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { VARIABLE, withoutVariables } from '../../lib/promql/grafana';
import type { Manifest } from '../cluster/wire-types';
import type { RunningContainer } from './inspect';

const run = promisify(execFile);

/** Connections on which queries are sent. */
const CONNECTIONS = 4;

interface Target {
  readonly scrapePool: string;
  readonly scrapeUrl: string;
  readonly health: string;
  readonly lastError: string;
}

interface Rule {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
  readonly state?: string;
}

interface QueryAnswer {
  readonly data?: { readonly result: readonly unknown[] };
  readonly error?: string;
}

/** A Prometheus in its pod, asked in the network of its pod: policies keep others away. */
export class PodPrometheus {
  constructor(private readonly container: RunningContainer) {}

  /** Targets by health; a target that is not up has its error. */
  async targets(): Promise<{ up: string[]; others: string[] }> {
    const { data } = await this.ask<{ activeTargets: Target[] }>('/api/v1/targets?state=active');
    const targets = data.activeTargets;
    return {
      up: targets.filter(({ health }) => health === 'up').map(({ scrapePool }) => scrapePool),
      others: targets
        .filter(({ health }) => health !== 'up')
        .map(({ scrapePool, scrapeUrl, health, lastError }) => `${scrapePool} ${scrapeUrl} ${health}: ${lastError}`),
    };
  }

  /** All rules. */
  async rules(): Promise<Rule[]> {
    const { data } = await this.ask<{ groups: { rules: Rule[] }[] }>('/api/v1/rules');
    return data.groups.flatMap(({ rules }) => rules);
  }

  /** Names of the alerts that fire. */
  async firing(): Promise<string[]> {
    const rules = await this.rules();
    return rules.filter(({ state }) => state === 'firing').map(({ name }) => name);
  }

  /** Sends queries, and returns the errors, and how many gave a result. */
  async queries(expressions: readonly string[]): Promise<{ errors: string[]; withResult: number }> {
    const size = Math.ceil(expressions.length / CONNECTIONS);
    const parts = Array.from({ length: CONNECTIONS }, (_, part) => expressions.slice(part * size, (part + 1) * size));
    const answers = (await Promise.all(parts.map((part) => this.answersTo(part)))).flat();
    return {
      errors: answers.flatMap(({ error }, index) => (error === undefined ? [] : [`${error}: ${expressions[index]}`])),
      withResult: answers.filter(({ data }) => (data?.result.length ?? 0) > 0).length,
    };
  }

  /** The answers to queries on one connection. */
  private async answersTo(queries: readonly string[]): Promise<QueryAnswer[]> {
    const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
    const requests = queries.map((query) =>
      [
        'silent',
        'max-time = 60',
        'url = "http://127.0.0.1:9090/api/v1/query"',
        `data-urlencode = ${quoted(`query=${query}`)}`,
        'write-out = "\\n"',
      ].join('\n'),
    );
    const child = run('nsenter', ['--target', String(this.container.pid), '--net', 'curl', '--config', '-'], {
      maxBuffer: 1 << 28,
    });
    child.child.stdin?.end(requests.join('\nnext\n'));
    const lines = (await child).stdout.trim().split('\n');
    if (lines.length !== queries.length) throw new Error(`${lines.length} answers to ${queries.length} queries`);
    return lines.map((line) => JSON.parse(line) as QueryAnswer);
  }

  private async ask<T>(path: string): Promise<{ data: T }> {
    const curl = ['curl', '--silent', '--show-error', '--max-time', '30', `http://127.0.0.1:9090${path}`];
    const { pid } = this.container;
    const { stdout } = await run('nsenter', ['--target', String(pid), '--net', ...curl], { maxBuffer: 1 << 28 });
    return JSON.parse(stdout) as { data: T };
  }
}

interface Panel {
  readonly targets?: readonly { readonly expr?: string }[];
  readonly panels?: readonly Panel[];
}

/** The queries of all boards in manifests; a variable has every value. */
export function boardQueries(manifests: readonly Manifest[]): { boards: number; queries: string[] } {
  const boards = manifests
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('owdev-grafana-boards-'))
    .flatMap(({ binaryData }) => Object.values(binaryData as Record<string, string>))
    .map((text) => JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString('utf8')) as Panel);
  const expressionsOf = ({ targets = [], panels = [] }: Panel): string[] => [
    ...targets.flatMap(({ expr }) => (expr === undefined ? [] : [expr])),
    ...panels.flatMap(expressionsOf),
  ];
  const queries = boards.flatMap(expressionsOf).map((expr) => withoutVariables(expr).replaceAll(VARIABLE, '.*'));
  return { boards: boards.length, queries: [...new Set(queries)] };
}
