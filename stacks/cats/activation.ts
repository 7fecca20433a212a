import type { Request } from './http';

/** Parameters of an activation; those that begin with `__ow_` exist in web actions only, the query in those with raw HTTP. */
export type Parameters = Readonly<Record<string, unknown>> & {
  readonly __ow_method?: string;
  readonly __ow_query?: string;
};

/** The request of an activation. One that is not a web request counts as POST. */
export function requestOf(parameters: Parameters): Request {
  const { __ow_method = 'post', __ow_query } = parameters;
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [],
  );
  return { method: __ow_method.toUpperCase(), query: new Map([...given, ...new URLSearchParams(__ow_query)]) };
}
