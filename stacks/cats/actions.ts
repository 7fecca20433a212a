import { createFunction, type CatFunction, type FunctionName } from './functions';
import type { Request, Response } from './http';

/** Parameters of an activation; those that begin with `__ow_` exist in web actions only, the query in those with raw HTTP. */
export type Parameters = Readonly<Record<string, unknown>> & {
  readonly __ow_method?: string;
  readonly __ow_query?: string;
};

type Action = (parameters: Parameters) => Promise<Response>;

/** A function as an OpenWhisk action. Its connections live as long as its container, over many activations. */
function action(name: FunctionName): Action {
  let created: CatFunction | undefined;
  return async (parameters) => {
    created ??= createFunction(name, process.env);
    return created.answer(requestOf(parameters));
  };
}

/** The request of an activation. One that is not a web request counts as POST. */
export function requestOf(parameters: Parameters): Request {
  const { __ow_method = 'post', __ow_query } = parameters;
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [],
  );
  return { method: __ow_method.toUpperCase(), query: new Map([...given, ...new URLSearchParams(__ow_query)]) };
}

export const randstore = action('randstore');
export const randshow = action('randshow');
export const systembreaker = action('systembreaker');
