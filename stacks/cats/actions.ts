import { createFunction, type CatFunction, type FunctionName } from './functions';
import type { Response } from './http';

/** Parameters of an activation; those that begin with `__ow_` exist in web actions only. */
export type Parameters = Readonly<Record<string, unknown>> & { readonly __ow_method?: string };

type Action = (parameters: Parameters) => Promise<Response>;

/** A function as an OpenWhisk action. Its connections live as long as its container, over many activations. */
function action(name: FunctionName): Action {
  let created: CatFunction | undefined;
  return async (parameters) => {
    created ??= createFunction(name, process.env);
    const method = (parameters.__ow_method ?? 'post').toUpperCase();
    return created.answer({ method, query: queryOf(parameters) });
  };
}

function queryOf(parameters: Parameters): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(parameters).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [],
    ),
  );
}

export const randstore = action('randstore');
export const randshow = action('randshow');
export const systembreaker = action('systembreaker');
