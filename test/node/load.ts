import { request } from 'node:http';

/** Requests for one page at a steady rate, each on a connection of its own, as clients that come and go. */
export class Load {
  sent = 0;
  readonly failures: string[] = [];
  private readonly pending = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;
  private readonly started = Date.now();

  constructor(
    private readonly url: string,
    perSecond: number,
  ) {
    this.timer = setInterval(() => this.send(), 1000 / perSecond);
  }

  /** Ends it once the last answer has come. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.pending);
  }

  private send(): void {
    this.sent += 1;
    const at = ((Date.now() - this.started) / 1000).toFixed(1);
    const answered = new Promise<void>((done) => {
      const failed = (reason: string) => {
        this.failures.push(`after ${at} s: ${reason}`);
        done();
      };
      const sent = request(this.url, { agent: false, timeout: 20_000 }, (response) => {
        response.resume();
        response.once('end', () => (response.statusCode === 200 ? done() : failed(`status ${response.statusCode}`)));
        response.once('error', (error) => failed(error.message));
      });
      sent.once('timeout', () => sent.destroy(new Error('no answer')));
      sent.once('error', (error) => failed(error.message));
      sent.end();
    });
    this.pending.add(answered);
    void answered.then(() => this.pending.delete(answered));
  }
}
