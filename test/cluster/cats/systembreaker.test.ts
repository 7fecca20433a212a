import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { json, html } from '../../../stacks/cats/http';
import { catPicture } from '../../../stacks/cats/picture/cat';
import { FunctionServer } from '../../../stacks/cats/server';
import { systembreaker } from '../../../stacks/cats/systembreaker';
import { until } from '../wait';
import { BrowserPage } from './browser-page';

/** The page of the sources: the build does not copy it. */
const PAGE = join(__dirname, '../../../../stacks/cats/systembreaker.html');
const PICTURE = `data:image/svg+xml;base64,${Buffer.from(catPicture(1)).toString('base64')}`;

/** The table of the page, by function and column. */
interface Counts {
  readonly ok: number;
  readonly failed: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

describe('SystemBreaker in Chromium', () => {
  /** Requests that the stand-in of both functions has received. */
  const requests: string[] = [];
  /** Most requests that were open at a time. */
  let open = 0;
  let mostOpen = 0;
  let isFailing = false;
  let delay = 0;
  let standIn: Server;
  let server: FunctionServer;
  let page: BrowserPage;

  before(async () => {
    standIn = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      open += 1;
      mostOpen = Math.max(open, mostOpen);
      const shown = html(
        `<!doctype html><img src="${PICTURE}" alt="Cat 1"><script>document.title = 'run'</script>`,
        '',
      );
      const { statusCode, headers, body } = isFailing
        ? json(503, { error: 'the database refuses connections' })
        : request.url === '/store'
          ? json(201, { id: 1 })
          : shown;
      void sleep(delay).then(() => {
        open -= 1;
        response.writeHead(statusCode, { ...headers, 'access-control-allow-origin': '*' }).end(body);
      });
    });
    await new Promise<void>((listening) => standIn.listen(0, '127.0.0.1', listening));
    server = new FunctionServer({ answer: systembreaker(PAGE), close: async () => Promise.resolve() });
    page = await BrowserPage.open(`http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/function/systembreaker`);
  });
  after(async () => {
    await page?.close();
    standIn?.closeAllConnections();
    standIn?.close();
    await server?.drain(0);
  });

  /** Sets the dials as a user does. */
  async function dial(values: Readonly<Record<string, string | number>>): Promise<void> {
    for (const [id, value] of Object.entries(values))
      await page.evaluate(
        `{ const input = document.getElementById('${id}'); input.value = '${value}'; input.dispatchEvent(new Event('input', { bubbles: true })) }`,
      );
  }

  /** Runs until the stand-in has received a number of requests more, and returns those. */
  async function run(count: number): Promise<string[]> {
    requests.length = 0;
    mostOpen = 0;
    await page.evaluate(`document.getElementById('run').click()`);
    await until(() => requests.length >= count, { what: `${count} requests`, intervalMs: 20 });
    await page.evaluate(`document.getElementById('run').click()`);
    await until(async () => (await page.evaluate('draw(), open')) === 0, { what: 'no request is open' });
    return [...requests];
  }

  const text = async (id: string) => String(await page.evaluate(`document.getElementById('${id}').textContent`));

  async function counts(name: 'randstore' | 'randshow'): Promise<Counts> {
    const cells = `[...document.querySelectorAll('#${name} td')].map((cell) => [cell.className, Number(cell.textContent)])`;
    return Object.fromEntries((await page.evaluate(cells)) as [string, number][]) as unknown as Counts;
  }

  it('calls the functions beside its own address by default', async () => {
    const addresses = `['store', 'show'].map((id) => new URL(document.getElementById(id).value, location).pathname)`;
    assert.deepEqual(await page.evaluate(addresses), ['/function/randstore', '/function/randshow']);
  });

  it('sends both kinds of requests in the dialled ratio, and counts them', async () => {
    const url = `http://127.0.0.1:${(standIn.address() as AddressInfo).port}`;
    await dial({ store: `${url}/store`, show: `${url}/show`, ratio: 30, rate: 200, concurrency: 20 });
    const received = await run(200);
    const stored = received.filter((request) => request === 'POST /store').length;
    const shown = received.filter((request) => request === 'GET /show').length;
    assert.equal(stored + shown, received.length);
    assert.ok(Math.abs(stored / received.length - 0.3) < 0.01, `${stored} of ${received.length}`);
    const [store, show] = [await counts('randstore'), await counts('randshow')];
    assert.deepEqual([store.ok, show.ok, store.failed, show.failed], [stored, shown, 0, 0]);
    assert.ok(store.p50 <= store.p95 && store.p95 <= store.p99 && store.p99 < 15_000);
  });

  it('sends one kind only at either end of the dial', async () => {
    for (const [ratio, only] of [
      [0, 'GET /show'],
      [100, 'POST /store'],
    ] as const) {
      await dial({ ratio });
      assert.deepEqual(new Set(await run(20)), new Set([only]));
    }
  });

  it('shows the last cat, and runs nothing of the page that brought it', async () => {
    assert.equal(await page.evaluate(`document.getElementById('cat').src`), PICTURE);
    assert.ok(Number(await page.evaluate(`document.getElementById('cat').naturalWidth`)) > 0);
    assert.equal(await page.evaluate('document.title'), 'SystemBreaker');
  });

  it('keeps to the rate and to the concurrency', async () => {
    await dial({ ratio: 0, rate: 20 });
    const started = Date.now();
    const received = await run(20);
    assert.ok(received.length / ((Date.now() - started) / 1000) < 25);
    delay = 200;
    await dial({ rate: 200, concurrency: 3 });
    await run(12);
    assert.equal(mostOpen, 3);
    delay = 0;
  });

  it('counts failures, with the reason of the last one', async () => {
    isFailing = true;
    await dial({ ratio: 50, concurrency: 6 });
    const before = [await counts('randstore'), await counts('randshow')];
    const received = await run(40);
    const now = [await counts('randstore'), await counts('randshow')];
    assert.deepEqual(
      now.map(({ ok }) => ok),
      before.map(({ ok }) => ok),
    );
    assert.equal(
      now.reduce((sum, { failed }) => sum + failed, 0),
      received.length,
    );
    assert.match(await text('failure'), /^rand(store|show): 503 \{"error":"the database refuses connections"\}$/);
    isFailing = false;
    await dial({ show: 'http://127.0.0.1:1/', ratio: 0 });
    const failed = (await counts('randshow')).failed;
    await page.evaluate(`document.getElementById('run').click()`);
    await until(async () => (await counts('randshow')).failed > failed, { what: 'a refused connection is counted' });
    await page.evaluate(`document.getElementById('run').click()`);
    assert.equal(await text('failure'), 'randshow: Failed to fetch');
  });

  it('names every control, and has enough contrast in light and dark', async () => {
    const { nodes } = await page.send('Accessibility.getFullAXTree');
    const controls = (nodes as readonly { role?: { value: string }; name?: { value: string } }[])
      .filter(({ role }) => /^(textbox|slider|button|img|image)$/.test(role?.value ?? ''))
      .map(({ name }) => name?.value ?? '');
    assert.equal(controls.length, 7);
    assert.ok(
      controls.every((name) => name !== ''),
      controls.join(', '),
    );
    for (const scheme of ['light', 'dark']) {
      await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
      for (const [selector, behind] of [
        ['body', 'body'],
        ['.note', 'body'],
        ['caption', 'main'],
        ['td.failed', 'main'],
      ] as const) {
        const colours = `['${selector}', '${behind}'].map((at, index) => getComputedStyle(document.querySelector(at))[index ? 'backgroundColor' : 'color'])`;
        const contrast = contrastOf((await page.evaluate(colours)) as [string, string]);
        assert.ok(contrast >= 4.5, `${scheme}: ${selector}: ${contrast}`);
      }
    }
  });
});

/** Contrast ratio of two colours such as `rgb(1, 2, 3)` (WCAG 2). */
function contrastOf(colours: readonly [string, string]): number {
  const [low = 0, high = 0] = colours.map(luminance).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((value) => {
    const share = Number(value) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
