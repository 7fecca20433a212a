import { credentialArguments } from '../../lib/checks/credential-arguments';
import type { PodManifest } from '../../lib/checks/read/manifests';
import type { Synthesis } from '../../lib/kube/synthesis';

type Container = Partial<PodManifest['spec']['containers'][number]>;

const SECRETS: Container['env'] = ['USER_NAME', 'PASSWORD'].map((key) => ({
  name: key,
  valueFrom: { secretKeyRef: { name: 's', key } },
}));

/** Problems of a pod with one container, which has the variables PASSWORD and USER_NAME of a Secret. */
function problems(container: Container, volumes: PodManifest['spec']['volumes'] = []): string[] {
  const spec = { containers: [{ name: 'c', image: 'i:1', env: SECRETS, ...container }], volumes };
  const manifest = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'j' },
    spec: { template: { metadata: { labels: {} }, spec } },
  };
  const synthesis = { objects: [{ path: 'p', manifest }] } as unknown as Synthesis;
  return credentialArguments(synthesis).map(({ problem }) =>
    problem
      .replace(/^container 'c': (its script passes )?/, '')
      .replace(/ as an argument, which every .*| has a value .*/, ''),
  );
}

const script = (text: string): string[] => problems({ command: ['sh', '-c', text] });

test('a finding names the variable and the program, and the fix', () => {
  const spec = {
    containers: [{ name: 'c', image: 'i:1', env: SECRETS, command: ['sh', '-c', 'mysql -p"$PASSWORD"'] }],
  };
  const manifest = { kind: 'Job', metadata: { name: 'j' }, spec: { template: { spec } } };
  const synthesis = { objects: [{ path: 'p', manifest }] } as unknown as Synthesis;
  expect(credentialArguments(synthesis)).toEqual([
    {
      rule: 'FS-407',
      check: 'credential-arguments',
      severity: 'error',
      object: 'Job/j',
      path: 'p',
      problem:
        "container 'c': its script passes PASSWORD to mysql as an argument, which every process of the node may read",
      fix: 'pass the value on standard input or in a file, such as curl --header @file',
    },
  ]);
});

test.each([
  ['directly', 'curl --user "$USER_NAME:$PASSWORD" http://a', ['USER_NAME, PASSWORD to curl']],
  ['with a default', 'if ! wget --password="${PASSWORD:-}" http://a; then true; fi', ['PASSWORD to wget']],
  ['without quotes, in a substitution', 'answer=`curl -u $PASSWORD http://a`', ['PASSWORD to curl']],
  ['through a variable', 'header="Basic ${PASSWORD}"\ncurl --header "$header" http://a', ['header to curl']],
  ['through two, in reverse order', 'f() { nc "$b"; }\na=$PASSWORD; b=$a\nf', ['b to nc']],
  [
    'through a program',
    'key=$(printf %s "$PASSWORD" | base64 | tr -d "\\n"); curl -H "$key" http://a',
    ['key to curl'],
  ],
  ['through an array', 'options=(--user "$PASSWORD")\ncurl "${options[@]}" http://a', ['options to curl']],
  ['through a parameter', 'ask() { curl --data "$1" http://a; }\nask "$PASSWORD"', ['1 to curl']],
  ['through all parameters', 'ask() {\n  case $1 in a | b) curl "$@" ;; esac\n}\nask a "$PASSWORD"', ['@ to curl']],
  ['through a here-string', 'read -r key <<<"$PASSWORD"; redis-cli -a "$key"', ['key to redis-cli']],
  ['through printf -v', 'printf -v url "http://%s@a" "$PASSWORD"; curl "$url"', ['url to curl']],
  ['after exec', '[ -n "$PASSWORD" ] && exec redis-server --requirepass "$PASSWORD"', ['PASSWORD to redis-server']],
  ['in the input of a pipe', 'curl -u "$PASSWORD" http://a | grep x >out 2>&1', ['PASSWORD to curl']],
  ['in a loop', 'for word in a "$PASSWORD"; do git clone "$word"; done', ['word to git']],
  ['in a process substitution', 'diff <(curl -u "$PASSWORD" http://a) b', ['PASSWORD to curl']],
])('a value of a Secret in the arguments of a program is found: %s', (_, text, found) => {
  expect(script(text)).toEqual(found);
});

test.each([
  ['builtins', '[ -n "$PASSWORD" ] || echo "$PASSWORD"; test "$PASSWORD" = x; : "${PASSWORD:=x}"'],
  ['conditions', 'if [[ $PASSWORD == *"x"* && ( $PASSWORD > b ) ]]; then curl http://a; fi'],
  ['patterns', 'case "$PASSWORD" in *"$PASSWORD"*) curl http://a ;; esac'],
  ['standard input', 'printf "%s" "$PASSWORD" | curl --config - http://a; sha256sum <<<"$PASSWORD" >"$OUT"'],
  ['a here-document', 'cat > file <<END\n{"password":"$PASSWORD"}\nEND\ncurl --data @file http://a'],
  ['the name only', "curl '$PASSWORD' \\$PASSWORD http://a # $PASSWORD"],
  ['the length only', 'sleep "${#PASSWORD}"'],
  ['an answer of a server', 'code=$(printf %s "$PASSWORD" | curl --config - http://a); grep "$code" file'],
  ['a function', 'say() { printf "%s" "$*"; }\nsay "$PASSWORD"'],
  [
    'a local variable of another function',
    'f() { local x=$PASSWORD; echo "$x"; }\ng() { local x=1; curl "$x"; }\nf; g',
  ],
  ['an environment', 'KEY="$PASSWORD" curl http://a; export KEY2="$PASSWORD"'],
])('a value of a Secret is accepted where no program gets it as an argument: %s', (_, text) => {
  expect(script(text)).toEqual([]);
});

test('arguments that the kubelet expands are found, also through another variable', () => {
  const env = [...(SECRETS ?? []), { name: 'URL', value: 'http://$(PASSWORD)@a' }, { name: 'HOST', value: 'a' }];
  expect(problems({ command: ['program'], args: ['--password=$(PASSWORD)', '$(URL)', '$(HOST)'], env })).toEqual([
    "its argument '--password=$(PASSWORD)'",
    "its argument '$(URL)'",
  ]);
});

test('probes and hooks are read, too', () => {
  const exec = (text: string) => ({ exec: { command: ['/bin/bash', '-ec', text] } });
  expect(
    problems({ livenessProbe: exec('nc "$PASSWORD"'), lifecycle: { preStop: exec('curl -u "$USER_NAME" http://a') } }),
  ).toEqual(['PASSWORD to nc', 'USER_NAME to curl']);
});

test('the content of a mounted Secret, and of the token, is found; its path is not secret', () => {
  const read =
    'dir=${DIR:-/etc/s}\nkey=$(cat "$dir/key")\ncurl --cert "$dir/crt" -H "$key" -H "$(</var/run/secrets/kubernetes.io/serviceaccount/token)" http://a';
  const container = { command: ['bash', '-c', read], volumeMounts: [{ name: 's', mountPath: '/etc/s' }] };
  for (const source of [{ secret: { secretName: 's' } }, { projected: { sources: [{ secret: { name: 's' } }] } }])
    expect(problems(container, [{ name: 's', ...source }])).toEqual([
      'key, /var/run/secrets/kubernetes.io/serviceaccount/token to curl',
    ]);
  expect(problems({ ...container, command: ['bash', '-c', 'curl --cert /etc/s/crt http://a'] })).toEqual([]);
});
