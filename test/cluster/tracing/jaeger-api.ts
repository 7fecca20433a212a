import { until } from '../wait';

/** A value of a span's tags. */
type TagValue = string | number | boolean;

/** A span as Jaeger's query API describes it. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly operation: string;
  readonly service: string;
  /** @default - it is the root of its trace */
  readonly parent?: string;
  readonly tags: Readonly<Record<string, TagValue>>;
  readonly durationMs: number;
}

/** Which traces are asked for. */
export interface TraceQuery {
  readonly service: string;
  /** @default - any */
  readonly operation?: string;
  /** All of them on one span. @default - any */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default 20 */
  readonly limit?: number;
}

/** The answer of `/api/traces`. */
interface WireTraces {
  readonly data: readonly {
    readonly spans: readonly {
      readonly traceID: string;
      readonly spanID: string;
      readonly operationName: string;
      readonly processID: string;
      readonly duration: number;
      readonly references: readonly { readonly refType: string; readonly spanID: string }[];
      readonly tags: readonly { readonly key: string; readonly value: TagValue }[];
    }[];
    readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
  }[];
}

/** A client of Jaeger's query API, which Grafana's data source uses too. */
export class JaegerApi {
  constructor(private readonly port: number) {}

  /** Names of all services that have sent spans, sorted. */
  async services(): Promise<string[]> {
    return (await this.get<{ data: string[] | null }>('/api/services')).data?.sort() ?? [];
  }

  /** The spans of each trace that is found. */
  async traces({ service, operation, tags, limit = 20 }: TraceQuery): Promise<Span[][]> {
    const parameters = new URLSearchParams({
      service,
      limit: String(limit),
      lookback: '1h',
      ...(operation === undefined ? {} : { operation }),
      ...(tags ? { tags: JSON.stringify(tags) } : {}),
    });
    const { data } = await this.get<WireTraces>(`/api/traces?${parameters.toString()}`);
    return data.map(({ spans, processes }) =>
      spans.map((span) => ({
        traceId: span.traceID,
        spanId: span.spanID,
        operation: span.operationName,
        service: processes[span.processID]?.serviceName ?? '',
        parent: span.references.find(({ refType }) => refType === 'CHILD_OF')?.spanID,
        tags: Object.fromEntries(span.tags.map(({ key, value }) => [key, value])),
        durationMs: span.duration / 1000,
      })),
    );
  }

  /** Whether there is a trace of an id. */
  async has(traceId: string): Promise<boolean> {
    const { data } = await this.get<WireTraces>(`/api/traces/${traceId}`).catch(() => ({ data: [] }));
    return data.length > 0;
  }

  /** The first trace that is found and suits, once there is one. */
  async trace(query: TraceQuery, suits: (spans: readonly Span[]) => boolean = () => true): Promise<Span[]> {
    // A storage that has just made an index does not answer for a moment.
    const found = async () => (await this.traces(query).catch(() => [])).find(suits);
    return until(found, {
      what: `Jaeger has a trace for ${JSON.stringify(query)}`,
      timeoutSeconds: 60,
      intervalMs: 250,
    });
  }

  private async get<T>(path: string): Promise<T> {
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`Jaeger answers ${path} with ${answer.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text) as T;
  }
}
