import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html, methodNotAllowed, type Handler, type Response } from './http';

/** Beside this file in the image and in the sources; the build of the repository does not copy it. */
const PAGE = join(__dirname, 'systembreaker.html');

/** Serves the load page, which calls the other two functions from the browser. */
export function systembreaker(file = PAGE): Handler {
  let response: Response | undefined;
  return ({ method }) => {
    if (method !== 'GET' && method !== 'HEAD') return Promise.resolve(methodNotAllowed('GET, HEAD'));
    response ??= pageOf(readFileSync(file, 'utf8'));
    return Promise.resolve(response);
  };
}

/** The script of the page is allowed by its hash; requests may be sent to any function. */
function pageOf(page: string): Response {
  const [, script = ''] = /<script>([^]*?)<\/script>/.exec(page) ?? [];
  const hash = createHash('sha256').update(script).digest('base64');
  return html(
    page,
    `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; connect-src *; form-action 'none'`,
  );
}
