import { randomBytes } from 'node:crypto';

/** A trace of one span. */
export interface SentSpan {
  readonly service: string;
  readonly name: string;
  readonly durationMs: number;
  /** @default - a new one */
  readonly traceId?: string;
  /** @default false */
  readonly failed?: boolean;
  /** @default - none */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Sends traces of one span each, by OTLP over HTTP, and returns the status of the answer. */
export async function sendSpans(port: number, spans: readonly SentSpan[]): Promise<number> {
  const now = BigInt(Date.now()) * 1_000_000n;
  const attribute = ([key, value]: readonly [string, string]) => ({ key, value: { stringValue: value } });
  const resourceSpans = spans.map(({ service, name, durationMs, failed, attributes = {}, traceId }) => ({
    resource: { attributes: [attribute(['service.name', service])] },
    scopeSpans: [
      {
        spans: [
          {
            traceId: traceId ?? randomBytes(16).toString('hex'),
            spanId: randomBytes(8).toString('hex'),
            name,
            kind: 2,
            startTimeUnixNano: String(now - BigInt(durationMs) * 1_000_000n),
            endTimeUnixNano: String(now),
            attributes: Object.entries(attributes).map(attribute),
            status: failed ? { code: 2 } : {},
          },
        ],
      },
    ],
  }));
  const { status } = await fetch(`http://127.0.0.1:${port}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans }),
  });
  return status;
}
