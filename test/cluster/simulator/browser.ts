import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requireProgram } from '../scripts/programs';

const run = promisify(execFile);

/** The area of an element of a drawing, in the drawing's units. */
export interface Box {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A drawing as the browser lays it out. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly Box[];
  /** Lines, areas and paths. */
  readonly shapes: readonly Box[];
}

/** Runs in the page: measures all drawings, and leaves the result as text where `--dump-dom` prints it. */
const MEASURE = `
  const boxes = (svg, kinds) => [...svg.querySelectorAll(kinds)].map((element) => {
    const { x, y, width, height } = element.getBBox();
    return { text: element.tagName === 'text' ? element.textContent : element.outerHTML, x, y, width, height };
  });
  const layouts = [...document.querySelectorAll('svg')].map((svg) => ({
    width: svg.viewBox.baseVal.width,
    height: svg.viewBox.baseVal.height,
    texts: boxes(svg, 'text'),
    shapes: boxes(svg, 'line, path, rect'),
  }));
  document.body.textContent = encodeURIComponent(JSON.stringify(layouts));
`;

/**
 * Lays out drawings in Chromium.
 *
 * @throws ToolsError when Chromium is missing
 */
export async function layoutsOf(drawings: readonly string[]): Promise<Layout[]> {
  const folder = mkdtempSync(join(tmpdir(), 'faas-stack-browser-'));
  try {
    const page = join(folder, 'page.html');
    writeFileSync(page, `<!doctype html><meta charset="utf-8"><body>${drawings.join('')}<script>${MEASURE}</script>`);
    // Root has no sandbox; the page is the project's own.
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    const { stdout } = await run(
      requireProgram('chromium'),
      [...flags, `--user-data-dir=${join(folder, 'profile')}`, '--dump-dom', `file://${page}`],
      { maxBuffer: 64 * 2 ** 20, timeout: 120_000, env: { ...process.env, HOME: folder } },
    );
    const [, body = ''] = /<body>([^<]*)<\/body>/.exec(stdout) ?? [];
    return JSON.parse(decodeURIComponent(body)) as Layout[];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
