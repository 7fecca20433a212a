import { isSecretName } from '../../lib/text/secret-name';

test.each([
  'password',
  'secret_key',
  'clientSecret',
  'PGPASSWORD',
  'DB_PASS',
  'dbPass',
  'MYSQL_PWD',
  'REDIS_AUTH',
  'X-Api-Key',
  'apikey',
  'AWS_SECRET_ACCESS_KEY',
  'GOOGLE_CREDENTIALS',
  'authToken',
  'Authorization',
  'connection_string',
])('the value of %s is a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  'PASSWORD_FILE',
  'secretName',
  'tokens',
  'bypass',
  'oauth',
  'basicAuth',
  'AUTH',
  'COMPASS',
  'key',
  'publicKey',
  'PWD_MAX',
])('the value of %s is none', (name) => {
  expect(isSecretName(name)).toBe(false);
});
