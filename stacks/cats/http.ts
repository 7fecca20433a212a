/** The part of an HTTP request that the functions read. */
export interface Request {
  /** In capitals, such as `GET`. */
  readonly method: string;
  readonly query: ReadonlyMap<string, string>;
}

/** An HTTP response; also the result of an OpenWhisk web action. */
export interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Handler = (request: Request) => Promise<Response>;

/** Every answer differs, so none may be kept. */
const NOT_CACHED = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export function json(statusCode: number, content: object, headers: Readonly<Record<string, string>> = {}): Response {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...NOT_CACHED, ...headers },
    body: `${JSON.stringify(content)}\n`,
  };
}

/** @param policy the Content-Security-Policy of the page */
export function html(body: string, policy: string): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, ...NOT_CACHED };
  return { statusCode: 200, headers, body };
}

export function methodNotAllowed(allowed: string): Response {
  return json(405, { error: `only ${allowed}` }, { allow: allowed });
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a string for the content of an element or for a quoted attribute, in HTML and XML. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
