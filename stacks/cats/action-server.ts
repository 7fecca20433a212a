import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { requestOf, type Parameters } from './activation';
import type { CatFunction } from './functions';

/** Ends the log of an activation; without it, the platform waits for further lines (OpenWhisk, docs/actions-new.md). */
const END_OF_LOG = 'XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX';

/** Content of a message of the platform. */
interface Message {
  readonly value?: { readonly env?: NodeJS.ProcessEnv } & Parameters;
}

/** An answer to the platform: 200 and the result, or another status and the error. */
type Answer = readonly [status: number, content: object];

/**
 * A function behind the protocol of OpenWhisk's Docker actions: `/init` once, with the parameters of the action as environment
 * variables, then `/run` for each activation. No client reaches this server, only the platform does.
 */
export class ActionServer {
  private readonly server: Server;
  private initialized: CatFunction | undefined;

  /** @param create builds the function from the environment variables of the action */
  constructor(private readonly create: (variables: NodeJS.ProcessEnv) => CatFunction) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** Returns the port, which the system chooses for port 0. */
  async listen(port: number, host?: string): Promise<number> {
    await new Promise<void>((listening, failed) => {
      this.server.once('error', failed);
      this.server.listen(port, host, listening);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Answers what is open, then closes the connections to the database. */
  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeIdleConnections();
    await closed;
    await this.initialized?.close();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [status, content] = await this.answer(request).catch((error: unknown): Answer => [502, failure(error)]);
    console.log(END_OF_LOG);
    console.error(END_OF_LOG);
    const body = JSON.stringify(content);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const { value = {} } = JSON.parse((await text(request)) || '{}') as Message;
    switch (`${request.method} ${request.url}`) {
      case 'POST /init':
        if (this.initialized) return [403, { error: 'the action is already initialized' }];
        this.initialized = this.create(value.env ?? {});
        return [200, { ok: true }];
      case 'POST /run':
        if (!this.initialized) return [403, { error: 'the action is not initialized' }];
        return [200, await this.initialized.answer(requestOf(value))];
      default:
        return [404, { error: 'only POST /init and POST /run' }];
    }
  }
}

function failure(error: unknown): object {
  console.error(error);
  return { error: error instanceof Error ? error.message : 'unknown' };
}
