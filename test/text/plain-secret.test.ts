import fc from 'fast-check';
import { isPlainSecret, plainSecrets } from '../../lib/text/plain-secret';

const JWT = `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiJ3ZWIifQ'}.${'c2lnbmF0dXJlLW9mLXRva2Vu'}`;
const KEY = ['-----BEGIN RSA', 'PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq2\n'].join(' ');
const SLACK = ['https://hooks.slack.com', 'services/T01234567/B01234567/abcdefghijklmnop01234567'].join('/');

test.each([
  ['requirepass opensesame', 'requirepass'],
  ['masterauth "opensesame"', 'masterauth'],
  ['password: opensesame', 'password'],
  ['  - password: "open sesame!"'.replace(' s', '-s'), 'password'],
  ['spring.datasource.password=opensesame', 'spring.datasource.password'],
  ['smtp_auth_password: opensesame # of mail', 'smtp_auth_password'],
  ['{"user": "app", "password": "opensesame", "port": 1}', 'password'],
  ['host=db user=app password=opensesame sslmode=require', 'password'],
  ['LoginModule required username="app" password="opensesame";', 'password'],
  ['java -Djavax.net.ssl.keyStorePassword=opensesame -jar app.jar', 'javax.net.ssl.keyStorePassword'],
  ['server --requirepass opensesame --port 1', 'requirepass'],
  ['export API_TOKEN=3f9a1c77be0d4421', 'API_TOKEN'],
  ['service_key: 0123456789abcdef0123456789abcdef', 'service_key'],
  ['client_secret = "aB3dE5fG7hJ9kL1m"', 'client_secret'],
  ['url: redis://:opensesame@cache:6379/0', 'the password in the URL redis://…'],
  ['amqp://app:opensesame@queue', 'the password in the URL amqp://…'],
  ['app:opensesame@tcp(db:3306)/shop', 'the password in a data source name'],
  ['proxy_set_header Authorization "Bearer opensesame";', 'the credentials of a header Authorization'],
  ['Authorization: Basic b3BlbjpzZXNhbWU=', 'the credentials of a header Authorization'],
  ['GET http://web/hook?token=opensesame', 'the parameter token of a URL'],
  ['curl -s -u app:opensesame http://web/', 'the password of curl --user'],
  ['redis-cli -h cache -a opensesame ping', 'the password of redis-cli -a'],
  [JWT, 'a JSON Web Token'],
  [KEY, 'a private key'],
  [`api_url: ${SLACK}`, 'a webhook URL of Slack'],
])('%j holds %s', (text, what) => {
  expect(plainSecrets(text)).toEqual([{ line: 1, what }]);
});

test.each([
  'password_file: /run/secrets/password',
  'passwordKey: password',
  'secretName: web-tls',
  'existingSecret: my-app-2-secret-v1',
  'tokenKey: key',
  'password: $(PASSWORD)',
  'password: ${PASSWORD}',
  'password: {{ .Values.password }}',
  'password "#{ENV[\'PASSWORD\']}"',
  'password=PASSWORD_$user',
  'password: <password>',
  'password: ""',
  'password:',
  '# requirepass opensesame',
  'password: The password of the user.',
  'token=$(cat /run/token)',
  'token: csrf',
  'credentials: include',
  'authorization: enabled',
  'auth_basic_user_file /etc/nginx/htpasswd;',
  'max_tokens: 1234567890',
  'url: https://$(USER):$(PASSWORD)@web',
  'url: redis://cache:6379/0',
  'image: registry:5000/web@sha256:0123',
  'Authorization: Bearer $TOKEN',
  'if [ "$password" = "x" ]; then',
  'app:$apr1$abcdefgh$0123456789abcdefghijkl',
  '-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKCAQEA7bq2',
  'secret: web-credentials-for-production',
])('%j holds none', (text) => {
  expect(plainSecrets(text)).toEqual([]);
});

test('lines are counted from 1, and each secret of a line is listed once', () => {
  expect(plainSecrets('a: 1\nuser: app\npassword: opensesame\nb: 2\npasswd: x1\n')).toEqual([
    { line: 3, what: 'password' },
    { line: 5, what: 'passwd' },
  ]);
});

test('every literal password is a secret, and no reference to a variable is', () => {
  const literal = fc.stringMatching(/^[a-z0-9]{3}[A-Za-z0-9_+-]{5,20}$/);
  fc.assert(
    fc.property(
      literal,
      fc.constantFrom('password: ', 'password=', 'db.password = ', '"password": '),
      (value, name) => {
        expect(plainSecrets(`${name}"${value}"`)).toHaveLength(1);
        expect(plainSecrets(`${name}"\${${value}}"`)).toEqual([]);
      },
    ),
  );
});

test('any text is read, in a time that does not explode', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => plainSecrets(text).length >= 0));
  const began = performance.now();
  plainSecrets(
    `${'a'.repeat(50_000)}=\n${'a:'.repeat(20_000)}\n${'-----BEGIN '.repeat(5_000)}\n${'--password '.repeat(5_000)}`,
  );
  expect(performance.now() - began).toBeLessThan(5_000);
});

test.each([
  ['DB_PASSWORD', 'opensesame', true],
  ['DB_PASSWORD', '/run/secrets/x', false],
  ['PULL_SECRET', 'aB3dE5fG7hJ9kL1m', false],
  ['ENCRYPTION_KEY', 'aB3dE5fG7hJ9kL1m', true],
  ['ENCRYPTION_KEY', 'primary', false],
  ['API_TOKEN', 'https://web/token', false],
])('%s=%s: %s', (name, value, expected) => {
  expect(isPlainSecret(name, value)).toBe(expected);
});
