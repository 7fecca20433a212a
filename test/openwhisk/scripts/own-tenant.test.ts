import { runInNewContext } from 'node:vm';
import { OWN_TENANT } from '../../../lib/openwhisk/scripts/own-tenant';

type Message = Readonly<Record<string, unknown>>;

/** The answer of an action that returns its parameters, with the guard appended to it. */
function answer(message: Message): Message {
  const module: { exports: { main: (message: Message) => Message } } = {
    exports: { main: (parameters) => parameters },
  };
  runInNewContext(OWN_TENANT, { module, Buffer });
  return module.exports.main(message);
}

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

const CALL = { __ow_method: 'post', __ow_user: 'guest', __ow_headers: { authorization: basic('23bc46b1:abczO3') } };

test('the tenant is the one of the verified key, whatever the caller names', () => {
  expect(answer({ ...CALL, spaceguid: 'victim', basepath: '/x' })).toEqual({
    ...CALL,
    spaceguid: '23bc46b1',
    basepath: '/x',
  });
});

test.each<[string, Message]>([
  ['no key', { ...CALL, __ow_user: undefined, __ow_headers: {} }],
  ['no headers', { __ow_method: 'get' }],
  ['a key that the controller did not verify', { ...CALL, __ow_user: undefined }],
  ['a token in the place of a key', { ...CALL, __ow_headers: { authorization: 'Bearer 23bc46b1:abczO3' } }],
  ['a key without a tenant', { ...CALL, __ow_headers: { authorization: basic(':abczO3') } }],
])('a caller with %s is refused', (_, message) => {
  expect(answer({ ...message, spaceguid: 'victim' })).toEqual({
    statusCode: 401,
    body: { error: 'The supplied authentication is invalid.' },
  });
});

test('the owner of the package may call the action for any tenant', () => {
  expect(answer({ spaceguid: 'any' })).toEqual({ spaceguid: 'any' });
});
