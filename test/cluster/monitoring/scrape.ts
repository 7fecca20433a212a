import { request as askPlain } from 'node:http';
import { request as askSecure } from 'node:https';

/** Where metrics are, and who may read them. */
export interface ScrapeTarget {
  readonly url: string;
  /** Certificate of the authority that signed the server's. @default - plain HTTP. */
  readonly ca?: string;
  /** @default - no one in particular. */
  readonly token?: string;
  /** JSON to post. @default - a plain GET. */
  readonly body?: string;
}

/** An answer over HTTP. */
export interface ScrapeAnswer {
  readonly status: number;
  readonly text: string;
}

/** Reads a page. */
export async function read({ url, ca, token, body }: ScrapeTarget): Promise<ScrapeAnswer> {
  const headers = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(body ? { 'content-type': 'application/json' } : {}),
  };
  return new Promise((done, failed) => {
    const ask = url.startsWith('https:') ? askSecure : askPlain;
    const method = body ? 'POST' : 'GET';
    const asked = ask(url, { method, ca, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      response.on('error', failed);
    });
    asked.on('error', failed);
    asked.end(body);
  });
}

/**
 * Scrapes metrics.
 *
 * @throws when the answer is not the metrics
 */
export async function scrape(target: ScrapeTarget): Promise<string> {
  const { status, text } = await read(target);
  if (status !== 200) throw new Error(`${target.url} answered ${status}: ${text.slice(0, 200)}`);
  return text;
}
