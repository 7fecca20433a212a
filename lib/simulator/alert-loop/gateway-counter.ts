import { rateAt, type Sample } from './rate';

/** Invocations before the trace begins: the counter has a history, and its zero is far away. */
const HISTORY = 1_000_000;

/** The gateway's counter of answers with code 200 for one function, and what Prometheus has scraped of it. */
export class GatewayCounter {
  private count = HISTORY;
  private samples: Sample[] = [];

  constructor(private readonly window: number) {}

  /** Before the trace begins, each interval had the invocations of its first row. */
  beginBefore(perSecond: number, interval: number, offset: number): void {
    for (let time = offset - interval; time > offset - interval - 2 * this.window; time -= interval) {
      this.samples.unshift({ time, value: whole(HISTORY + perSecond * time) });
    }
  }

  /** Some invocations are answered. */
  add(invocations: number): void {
    this.count += invocations;
  }

  scrape(time: number): void {
    this.samples = this.samples.filter((sample) => sample.time > time - 2 * this.window);
    this.samples.push({ time, value: whole(this.count) });
  }

  rate(now: number): number | undefined {
    return rateAt(this.samples, now, this.window);
  }
}

/** The whole invocations in a sum of binary fractions. */
function whole(count: number): number {
  return Math.floor(count + 1e-6);
}
