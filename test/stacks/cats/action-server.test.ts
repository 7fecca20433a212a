import { ActionServer } from '../../../stacks/cats/action-server';
import type { CatFunction } from '../../../stacks/cats/functions';
import { json } from '../../../stacks/cats/http';
import { SettingsError } from '../../../stacks/cats/environment';

const END = 'XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX';

describe('the image as an OpenWhisk action', () => {
  let server: ActionServer;
  let url: string;
  let closed: boolean;
  const out = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const err = jest.spyOn(console, 'error').mockImplementation(() => undefined);

  /** Answers with its request and its variables. */
  const create = (variables: NodeJS.ProcessEnv): CatFunction => {
    if (variables['FUNCTION'] === undefined) throw new SettingsError('FUNCTION is not set');
    return {
      answer: async ({ method, query }) => Promise.resolve(json(201, { method, query: [...query], variables })),
      close: async () => {
        closed = true;
        return Promise.resolve();
      },
    };
  };

  beforeEach(async () => {
    closed = false;
    out.mockClear();
    err.mockClear();
    server = new ActionServer(create);
    url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  });
  afterEach(async () => server.close());
  afterAll(() => jest.restoreAllMocks());

  async function post(path: string, content: object | string): Promise<[number, Record<string, unknown>]> {
    const body = typeof content === 'string' ? content : JSON.stringify(content);
    const response = await fetch(`${url}${path}`, { method: 'POST', body });
    return [response.status, (await response.json()) as Record<string, unknown>];
  }
  const init = async (env: object) => post('/init', { value: { name: 'cat', main: 'main', binary: false, env } });

  test('is initialized once, with its parameters as variables, and answers activations with a web response', async () => {
    expect(await init({ FUNCTION: 'randstore', 'db-user': 'cats' })).toEqual([200, { ok: true }]);
    const [status, result] = await post('/run', { value: { __ow_method: 'put', __ow_query: 'seed=4&a=%26' } });
    expect([status, result['statusCode'], result['headers']]).toEqual([200, 201, json(201, {}).headers]);
    expect(JSON.parse(String(result['body']))).toEqual({
      method: 'PUT',
      query: [
        ['__ow_method', 'put'],
        ['__ow_query', 'seed=4&a=%26'],
        ['seed', '4'],
        ['a', '&'],
      ],
      variables: { FUNCTION: 'randstore', 'db-user': 'cats' },
    });
    expect(await init({ FUNCTION: 'randshow' })).toEqual([403, { error: 'the action is already initialized' }]);
  });

  test('an activation that is not a web request is a POST with parameters', async () => {
    await init({ FUNCTION: 'randstore' });
    const [, { body }] = await post('/run', { value: { seed: 4, list: [1] } });
    expect(JSON.parse(String(body))).toMatchObject({ method: 'POST', query: [['seed', '4']] });
  });

  test('reports wrong settings as the reason of a failed initialization, and can be initialized then', async () => {
    expect(await init({})).toEqual([502, { error: 'FUNCTION is not set' }]);
    expect(await post('/run', { value: {} })).toEqual([403, { error: 'the action is not initialized' }]);
    expect((await init({ FUNCTION: 'randstore' }))[0]).toBe(200);
  });

  test('ends the log of each message on both streams', async () => {
    await init({ FUNCTION: 'randstore' });
    await post('/run', { value: {} });
    expect([out.mock.calls, err.mock.calls]).toEqual([
      [[END], [END]],
      [[END], [END]],
    ]);
  });

  test('refuses what is not the protocol, with a JSON object', async () => {
    expect(await post('/other', {})).toEqual([404, { error: 'only POST /init and POST /run' }]);
    expect((await fetch(`${url}/init`)).status).toBe(404);
    const [status, { error }] = await post('/init', '{');
    expect([status, typeof error]).toEqual([502, 'string']);
  });

  test('closes the connections of the function', async () => {
    await init({ FUNCTION: 'randstore' });
    await server.close();
    expect(closed).toBe(true);
    server = new ActionServer(create);
    await server.listen(0, '127.0.0.1');
  });
});
