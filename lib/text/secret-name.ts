/** Ends of names that mean a secret wherever they stand: `secret_key`, `clientSecret`, `PGPASSWORD`, `X-Api-Key`. */
const WORDS = [
  'password',
  'passwd',
  'secret',
  'token',
  'credentials?',
  'authorization',
  '(api|access|secret|private)[-_.]?key',
  'connection[-_.]?string',
];

/** The same as words of their own only: a bypass and OAuth hold none. */
const SEPARATE = '(^|[^a-z]|(?<=[a-z])(?=[A-Z]))([Pp]ass|[Pp]wd)|(^|[-_.])(PASS|PWD)|[-_.](auth|AUTH)';

const SECRET_NAME = new RegExp(`(${WORDS.join('|')})$`, 'i');
const SEPARATE_NAME = new RegExp(`(${SEPARATE})$`);

/**
 * Whether the value of a setting, header or environment variable is a secret, by its name. A name that ends in `_FILE` or the like
 * holds a place.
 */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) || SEPARATE_NAME.test(name);
}
