import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { requireProgram } from '../scripts/programs';

interface Message {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

type Answered = (message: Message) => void;

/** A page in Chromium, driven over the pipe of its DevTools protocol. */
export class BrowserPage {
  private readonly folder = mkdtempSync(join(tmpdir(), 'faas-stack-browser-'));
  private readonly browser: ChildProcess;
  private readonly waiting = new Map<number, Answered>();
  private readonly to: Writable;
  private session: string | undefined;
  private sent = 0;
  private received = '';

  private constructor() {
    // Root has no sandbox; the page is the project's own.
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    this.browser = spawn(
      requireProgram('chromium'),
      [...flags, '--remote-debugging-pipe', `--user-data-dir=${join(this.folder, 'profile')}`, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: this.folder } },
    );
    this.to = this.browser.stdio[3] as Writable;
    (this.browser.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => this.receive(text));
    this.browser.once('exit', () => {
      const error = { message: 'Chromium ended' };
      for (const answered of this.waiting.values()) answered({ error });
    });
  }

  /** Opens an address and returns when it is loaded. */
  static async open(url: string): Promise<BrowserPage> {
    const page = new BrowserPage();
    const { targetId } = await page.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await page.send('Target.attachToTarget', { targetId, flatten: true });
    page.session = String(sessionId);
    await page.send('Page.navigate', { url });
    await page.evaluate(
      `new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))`,
    );
    return page;
  }

  /** The value of an expression in the page; of a promise, what it resolves to. */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { readonly value?: unknown }).value;
  }

  /** Calls a method of the DevTools protocol. */
  async send(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    this.sent += 1;
    const id = this.sent;
    const answer = new Promise<Message>((answered) => this.waiting.set(id, answered));
    this.to.write(`${JSON.stringify({ id, method, params, sessionId: this.session })}\0`);
    const { result = {}, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.browser.once('exit', done));
    this.browser.kill('SIGKILL');
    await ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private receive(text: string): void {
    const messages = (this.received + text).split('\0');
    this.received = messages.pop() ?? '';
    for (const message of messages.map((json) => JSON.parse(json) as Message)) {
      const answered = message.id === undefined ? undefined : this.waiting.get(message.id);
      if (message.id !== undefined) this.waiting.delete(message.id);
      answered?.(message);
    }
  }
}
