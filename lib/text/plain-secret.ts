import { remembered } from './remembered';
import { isSecretName } from './secret-name';

/** A secret in a text. */
export interface PlainSecret {
  /** Line of the text, from 1. */
  readonly line: number;
  /** Name of its setting, or its form, never the secret itself: `requirepass`, `a private key`. */
  readonly what: string;
}

/** Names whose value is a password, whatever it looks like. */
const PASSWORD_NAME = /(password|passwd|passphrase|requirepass|masterauth|auth_pass)$|(^|[^a-z])(pass|pwd)$/i;

/** Names that {@link isSecretName} leaves out because other keys have them, too: only a random value is a secret. */
const KEY_NAME = /(service|routing|integration|encryption|signing|shared|account|storage|hmac|jwt|master)[-_.]?key$/i;

/** Names of Secrets, of variables, of files and of headers stand in settings whose names end in the same words. */
const NO_SECRET_NAME = /(existing|pull|tls|cert|certificate|ca|custom|k8s|kube|from)[-_.]?secret$/i;

/** Words of settings, and types in schemas. */
const WORDS = new Set(
  (
    'true false yes no on off null none nil undefined required optional enabled disabled default string str text number int boolean ' +
    'bytes object hidden plain prompt include omit same-origin redacted file env vault secret'
  ).split(' '),
);

/** Something fills in the value later, or it is the place of one, or code. */
const REFERENCE =
  /^[$%#{<@*/~(![|>&:\\]|\$[\w({@]|\{\{|<[^>]*>|^(env|file|vault|ref|secret|op|arn):|[()[\]]|^x+$|\*\*\*|\.\.\./i;

/** Whether a value of a setting with this name is a secret, and not a reference, a place or a word of a setting. */
export function isPlainSecret(name: string, value: string): boolean {
  const means = meaningOf(name);
  if (means === 'other') return false;
  const text = value.trim();
  if (text === '' || WORDS.has(text.toLowerCase()) || REFERENCE.test(text) || /\s/.test(text)) return false;
  return means === 'password' || looksRandom(text);
}

/** The meaning that the name gives a value. The same few names are in thousands of objects. */
const meaningOf = remembered((name): 'password' | 'secret' | 'other' => {
  if (PASSWORD_NAME.test(name)) return 'password';
  return (isSecretName(name) || KEY_NAME.test(name)) && !NO_SECRET_NAME.test(name) ? 'secret' : 'other';
});

/** Whether a text has a part that no human chose as a name: letters and digits mixed, or long and in both cases. */
function looksRandom(text: string): boolean {
  if (/^[a-z]+:\/\//.test(text)) return false;
  return text.split(/[-_.:]/).some((part) => {
    const [digits, letters] = [/\d/g, /[a-z]/gi].map((form) => part.match(form)?.length ?? 0) as [number, number];
    return (
      part.length >= 10 &&
      ((digits >= 2 && letters >= 2) || (part.length >= 24 && /[a-z]/.test(part) && /[A-Z]/.test(part)))
    );
  });
}

/** A part that each of {@link FORMS} and {@link VALUED} has: most texts have none, and need no further search. */
const MARK =
  /PRIVATE KEY|eyJ|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|k_live_|AIza|hvs\.|npm_|webhook|hooks\.|\/bot\d|@|authorization|[?&][a-z_]+=|curl|redis-cli/i;

/** Forms that are secrets wherever they stand. */
const FORMS: readonly (readonly [form: RegExp, what: string])[] = [
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n)*[A-Za-z0-9+/=]{16}/g, 'a private key'],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{10,}/g, 'a JSON Web Token'],
  [/\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40,}|glpat-[\w-]{20,})/g, 'a token of a code host'],
  [
    /\b(?:xox[abprs]-[\w-]{10,}|[sr]k_live_[A-Za-z0-9]{16,}|AIza[\w-]{35}|hvs\.[\w-]{20,}|npm_[A-Za-z0-9]{36})/g,
    'a token',
  ],
  [/\bhttps:\/\/hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{16,}/g, 'a webhook URL of Slack'],
  [/\bhttps:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{16,}/g, 'a webhook URL of Discord'],
  [/\bhttps:\/\/[\w.-]+\.webhook\.office\.com\/webhookb2\/[\w@/-]{30,}/g, 'a webhook URL of Teams'],
  [/\bapi\.telegram\.org\/bot\d{6,}:[\w-]{30,}/g, 'a token of a Telegram bot'],
];

/** Forms with a value that may be a reference: the last group is the value. */
const VALUED: readonly (readonly [form: RegExp, what: (groups: readonly string[]) => string])[] = [
  [
    /\b([a-z][a-z0-9+.-]{1,20}):\/\/[^\s:@/'"?#]{0,100}:([^\s@/'"]{1,200})@[\w.[$-]/gi,
    ([scheme]) => `the password in the URL ${scheme}://…`,
  ],
  [/\b[\w.-]+:([^\s@:/'"]{1,200})@(?:tcp|unix)\(/g, () => 'the password in a data source name'],
  [
    /\bauthorization['"]?(?:\s*[:=]\s*|\s+)['"]?((?:bearer|basic|token)\s+([\w.~+/-]{8,}=*))/gi,
    () => 'the credentials of a header Authorization',
  ],
  [
    /[?&]((?:access_?|auth_?)?token|api_?key|secret|password|sig)=([^\s&'"#]{8,})/gi,
    ([name]) => `the parameter ${name} of a URL`,
  ],
  [/\bcurl\b[^\n]*\s(?:-u|--user)[ =]['"]?[\w.@-]+:([^\s'"]+)/g, () => 'the password of curl --user'],
  [/\bredis-cli\b[^\n|;]*\s-a[ =]?['"]?([^\s'"]+)/g, () => 'the password of redis-cli -a'],
];

/** Secrets that have a form of their own, whatever the name of the setting. */
export function formedSecrets(text: string): readonly PlainSecret[] {
  if (!MARK.test(text)) return [];
  const found: PlainSecret[] = [];
  const add = (index: number, what: string): void => {
    found.push({ line: text.slice(0, index).split('\n').length, what });
  };
  for (const [form, what] of FORMS) for (const { index } of text.matchAll(form)) add(index, what);
  for (const [form, what] of VALUED) {
    for (const result of text.matchAll(form)) {
      const groups = result.slice(1).filter((group) => typeof group === 'string');
      const value = groups.at(-1) ?? '';
      if (!REFERENCE.test(value)) add(result.index, what(groups));
    }
  }
  return found;
}

/** Parts of names: a name without any of them belongs to no secret. */
const NAMED = /pass|pwd|masterauth|secret|token|credential|auth|key|string/i;

/** A name and a value: of YAML, JSON, properties, INI, TOML, JAAS, arguments. */
const SETTING =
  /(?<![\w.$%{-])(?:--?D?)?["']?([A-Za-z][\w.-]{0,80})["']?[ \t]*(:=|[:=])[ \t]*("[^"\n]*"|'[^'\n]*'|[^\s,;&}"'\]]+)([^\n]*)/;

/** A directive or an argument with its value after a space. */
const DIRECTIVE =
  /^\s*(requirepass|masterauth|password|pass|passwd|bind_password|auth_pass)[ \t]+["']?([^\s"']+)["']?;?\s*$/i;
const ARGUMENT =
  /(?:^|\s)--?((?:[a-z]+[-_.])*(?:password|passwd|requirepass|masterauth|token|secret))[ \t]+["']?([^\s"'-][^\s"']*)/gi;

/** Secrets in the text of a configuration file or a script. Comments are passed over: they show examples. */
export const plainSecrets = remembered((text): readonly PlainSecret[] => {
  const named = text
    .split('\n')
    .flatMap((line, index) =>
      !NAMED.test(line) || /^\s*(#|\/\/|;)/.test(line) ? [] : namesIn(line).map((what) => ({ line: index + 1, what })),
    );
  const formed = formedSecrets(text).filter(({ line }) => !named.some((one) => one.line === line));
  const seen = new Set<string>();
  return [...named, ...formed]
    .sort((a, b) => a.line - b.line)
    .filter(({ line, what }) => !seen.has(`${line} ${what}`) && seen.add(`${line} ${what}`));
});

/** Names of the settings of a line whose values are secrets. */
function namesIn(line: string): string[] {
  const [, directive = '', argument = ''] = DIRECTIVE.exec(line) ?? [];
  if (directive !== '' && isPlainSecret(directive, argument)) return [directive];
  const found = [...line.matchAll(ARGUMENT)].flatMap(([, name = '', value = '']) =>
    isPlainSecret(name, value) ? [name] : [],
  );
  for (let rest = line; ;) {
    const match = SETTING.exec(rest);
    if (!match) return found;
    const [whole, name = '', sign, value = '', after = ''] = match;
    const quoted = /^["']/.test(value);
    // A sentence after a colon is prose.
    const isProse = sign === ':' && !quoted && /^[ \t]+[^\s#]/.test(after);
    if (!isProse && isPlainSecret(name, quoted ? value.slice(1, -1) : value)) found.push(name);
    // A name may follow the sign, as in a list of settings that is itself quoted.
    const skipped =
      isPlainSecret(name, quoted ? value.slice(1, -1) : value) || !/[:=]/.test(value) ? after : value + after;
    rest = skipped.length < whole.length ? skipped : after;
  }
}
