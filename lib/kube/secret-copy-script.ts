import { API_FAILURES, API_REQUESTS } from './api-script';

/** Values of Secrets by their key in the copy. */
export type CopiedValues = Readonly<Record<string, { readonly secret: string; readonly key: string }>>;

/** Properties of {@link copySecretScript}. */
export interface CopySecretScriptProps {
  /** Name of the copy. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: CopiedValues;
}

/**
 * The script that writes a Secret with values of Secrets in another namespace. It waits for these, and needs a POSIX shell and curl.
 *
 * Environment: NAMESPACE, SOURCE_NAMESPACE; KUBERNETES_API, TOKEN_DIR and INTERVAL_SECONDS have defaults.
 */
export function copySecretScript({ name, labels, values }: CopySecretScriptProps): string {
  const keys = Object.keys(values);
  const secrets = [...new Set(Object.values(values).map(({ secret }) => secret))];
  const reads = secrets.flatMap((secret) => [
    `fetch ${secret}`,
    ...Object.entries(values).flatMap(([target, source]) =>
      source.secret === secret
        ? [
            `value_${keys.indexOf(target)}=$(value '${source.key.replaceAll('.', '[.]')}') || abort 'Secret ${secret} has no key ${source.key}'`,
          ]
        : [],
    ),
  ]);
  const metadata = JSON.stringify({ name, labels });
  const data = keys.map((key, index) => `"${key}":"$value_${index}"`).join(',');
  return `${API_REQUESTS}
${API_FAILURES}
# Another Job, cert-manager or the owner of the Secret may create it later.
fetch() {
  source="$server/api/v1/namespaces/$SOURCE_NAMESPACE/secrets/$1"
  while code=$(request "$source") && [ "$code" != 200 ]; do
    [ "$code" = 404 ] || refused "cannot read Secret $1 in namespace $SOURCE_NAMESPACE" "$code"
    echo "Secret $1 in namespace $SOURCE_NAMESPACE does not exist yet"
    sleep "\${INTERVAL_SECONDS:-5}"
  done
}
# The data is Base64 in the answer, and stays so. Quotes in annotations are escaped, and do not match.
value() {
  sed -n "s/.*\\"$1\\": *\\"\\([^\\"]*\\)\\".*/\\1/p" "$work/answer" | grep -m 1 .
}

${reads.join('\n')}
cat > "$work/secret.json" <<JSON
{"apiVersion":"v1","kind":"Secret","type":"Opaque","metadata":${metadata},"data":{${data}}}
JSON
code=$(content_type=application/apply-patch+yaml request --request PATCH --data @"$work/secret.json" \\
  "$api/${name}?fieldManager=faas-stack-copy&force=true")
case "$code" in
  200 | 201) echo "Secret ${name} has the values of ${secrets.join(' and ')} in namespace $SOURCE_NAMESPACE" ;;
  *) refused 'cannot write Secret ${name}' "$code" ;;
esac
`;
}
