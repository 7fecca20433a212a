import { requestOf, type Parameters } from './activation';
import { createFunction, type CatFunction, type FunctionName } from './functions';
import type { Response } from './http';

type Action = (parameters: Parameters) => Promise<Response>;

/** A function as an OpenWhisk action. Its connections live as long as its container, over many activations. */
function action(name: FunctionName): Action {
  let created: CatFunction | undefined;
  return async (parameters) => {
    created ??= createFunction(name, process.env);
    return created.answer(requestOf(parameters));
  };
}

export const randstore = action('randstore');
export const randshow = action('randshow');
export const systembreaker = action('systembreaker');
