/**
 * JavaScript that is appended to the actions of the package apimgmt (OpenWhisk, core/routemgmt). They are web actions, which anyone may
 * call, and take the id of the tenant, `spaceguid`, from the caller; the public URL of an API contains that id (apigateway,
 * scripts/lua/management/lib/apis.lua). With this code the id is the first half of the caller's key, which the
 * controller has verified: only then it sets `__ow_user` (WebActions.scala, which refuses parameters of that name from callers).
 */
export const OWN_TENANT = `
// faas-stack: the caller manages the APIs of its own tenant only.
const unguarded = module.exports.main;
module.exports.main = (message) => {
  // Without a method, this is not a web action: only the owner of the package may call it.
  if (message.__ow_method === undefined) return unguarded(message);
  const { authorization = '' } = message.__ow_headers || {};
  const [, credentials = ''] = /^basic +(\\S+)$/i.exec(authorization) || [];
  const [tenant] = Buffer.from(credentials, 'base64').toString().split(':');
  if (!message.__ow_user || !tenant) {
    return { statusCode: 401, body: { error: 'The supplied authentication is invalid.' } };
  }
  return unguarded({ ...message, spaceguid: tenant });
};
`;
