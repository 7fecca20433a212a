import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:https';
import { listen, type Listening } from '../../support/servers';
import { pinnedVersion } from '../scripts/installations';
import { addressOf, type ElasticsearchNodes } from './nodes';

/**
 * In front of a node: this distribution has neither ILM nor an answer to `GET /`. What is requested of them is answered here, and taken out
 * of the templates; all else goes through as it is.
 */
export class Front<User extends string> {
  /** Method and path of every request, in their order. */
  readonly requests: string[] = [];
  /** Policies by their paths. */
  readonly policies: Record<string, unknown> = {};
  /** The name of the policy in each template, by the template's path. */
  readonly policyOf: Record<string, unknown> = {};
  private server?: Listening;

  constructor(private readonly nodes: ElasticsearchNodes<User>) {}

  /** Starts it, once the nodes have their certificate. */
  async start(): Promise<void> {
    this.server = await listen(
      createServer(this.nodes.certificate, (incoming, outgoing) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => this.answer(incoming, Buffer.concat(chunks), outgoing));
      }),
    );
  }

  get port(): number {
    return this.server?.port ?? 0;
  }

  async close(): Promise<void> {
    await this.server?.close();
  }

  private answer(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
    const { method = '', url: path = '' } = incoming;
    this.requests.push(`${method} ${path}`);
    if (path.startsWith('/_ilm/')) {
      this.policies[path] = JSON.parse(body.toString());
      outgoing.writeHead(200).end('{"acknowledged":true}');
    } else if (path === '/') {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' });
      outgoing.end(JSON.stringify({ version: { number: pinnedVersion('elasticsearch') } }));
    } else {
      this.pass(incoming, path.startsWith('/_index_template/') ? this.withoutPolicy(path, body) : body, outgoing);
    }
  }

  private withoutPolicy(path: string, body: Buffer): Buffer {
    const template = JSON.parse(body.toString()) as { template: { settings: { index: { lifecycle?: object } } } };
    this.policyOf[path] = (template.template.settings.index.lifecycle as { name?: string } | undefined)?.name;
    delete template.template.settings.index.lifecycle;
    return Buffer.from(JSON.stringify(template));
  }

  private pass({ method, url, headers }: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
    const passed = request(
      {
        host: addressOf(0),
        port: this.nodes.httpsPort,
        path: url,
        method,
        headers: { ...headers, 'content-length': body.length },
        rejectUnauthorized: false,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.on('error', () => outgoing.writeHead(502).end());
    passed.end(body);
  }
}
