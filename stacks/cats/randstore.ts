import { store } from './cats-table';
import type { Connections } from './database';
import { json, methodNotAllowed, type Handler } from './http';
import { catPicture } from './picture/cat';
import { escapePicture } from './stored-form';

/** Number of seeds, and therefore of pictures. */
export const SEEDS = 2 ** 32;

/**
 * Draws a cat and stores it.
 *
 * @param nextSeed seed of a request without one
 */
export function randstore(database: Connections, nextSeed: () => number): Handler {
  return async ({ method, query }) => {
    if (method !== 'POST') return methodNotAllowed('POST');
    const given = query.get('seed');
    if (given !== undefined && !(/^\d+$/.test(given) && Number(given) < SEEDS))
      return json(400, { error: `seed: an integer from 0 to ${SEEDS - 1}` });
    const seed = given === undefined ? nextSeed() : Number(given);
    const picture = Buffer.from(catPicture(seed));
    const id = await store(database, escapePicture(picture));
    return json(201, { id, seed, bytes: picture.length });
  };
}
