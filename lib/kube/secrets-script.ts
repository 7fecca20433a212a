import { isIP } from 'node:net';
import { API_FAILURES, API_REQUESTS } from './api-script';
import { required } from './required';
import type { CaBundle, CertificateSpec, SecretSpec, SecretValue } from './secrets';

/**
 * The script of the create-only job: makes each Secret that does not exist yet and never touches one that does. Then it puts the
 * self-signed certificates where they have to be trusted. It needs a POSIX shell, curl and openssl.
 *
 * Environment: NAMESPACE; KUBERNETES_API and TOKEN_DIR default to the cluster's own.
 */
export function createSecretsScript(secrets: readonly SecretSpec[], trustedBy: readonly CaBundle[] = []): string {
  const certificates = secrets.filter((secret) => 'certificateFor' in secret);
  return `${API_REQUESTS}
encode() { base64 | tr -d '\\n'; }
password() { openssl rand -hex 16; }
whisk_key() {
  uuid=$(cat /proc/sys/kernel/random/uuid) && key=$(openssl rand -hex 32) && printf '%s:%s' "$uuid" "$key"
}
# The host is in the alternative names only: a common name ends at 64 characters. The certificate can sign no other one, although
# clients trust it. Nodes of Elasticsearch are clients of each other, too.
certificate() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/CN=faas-stack' \\
    -addext 'basicConstraints=critical,CA:FALSE' -addext 'keyUsage=critical,digitalSignature,keyEncipherment' \\
    -addext 'extendedKeyUsage=serverAuth,clientAuth' \\
    -addext "subjectAltName=$1" -keyout "$work/tls.key" -out "$work/tls.crt" 2>"$work/openssl" ||
    { cat "$work/openssl" >&2; return 1; }
}
${API_FAILURES}
create() {
  code=$(request --data @"$work/secret.json" "$api")
  case "$code" in
    201) echo "Secret $1 made" ;;
    409) echo "Secret $1 was made by somebody else meanwhile; left as it is" ;;
    *) refused "cannot create Secret $1" "$code" ;;
  esac
}
missing() {
  code=$(request "$api/$1")
  case "$code" in
    200) echo "Secret $1 exists; left as it is"; return 1 ;;
    404) return 0 ;;
    *) refused "cannot read Secret $1" "$code" ;;
  esac
}
${[...secrets.map(createOne), ...certificates.flatMap(({ name }) => trustedBy.map((bundle) => trust(name, bundle)))].join('\n')}`;
}

/** A Secret holds the certificate in Base64, and so does a bundle. */
function trust(secret: string, { apiVersion, resource, name, pointers }: CaBundle): string {
  const patch = pointers.map((path) => `{"op":"add","path":"${path}","value":"$bundle"}`);
  return `
code=$(request "$api/${secret}")
[ "$code" = 200 ] || refused 'cannot read Secret ${secret}' "$code"
bundle=$(sed -n 's/.*"tls.crt": *"\\([^"]*\\)".*/\\1/p' "$work/answer")
[ -n "$bundle" ] || abort 'Secret ${secret} has no tls.crt'
echo "[${patch.map((operation) => operation.replaceAll('"', '\\"')).join(',')}]" > "$work/patch.json"
code=$(content_type=application/json-patch+json request --request PATCH --data @"$work/patch.json" \\
  "$server/apis/${apiVersion}/${resource}/${name}")
[ "$code" = 200 ] || refused 'cannot give ${resource} ${name} the certificate' "$code"
echo '${resource} ${name} trusts the certificate of Secret ${secret}'`;
}

function createOne(spec: SecretSpec): string {
  const { type, steps, data } = 'values' in spec ? generated(spec.values) : selfSigned(spec);
  const metadata = JSON.stringify({ name: spec.name, labels: spec.labels });
  const fields = Object.entries(data).map(([key, value]) => `"${key}":"${value}"`);
  return `
if missing ${spec.name}; then
${steps.map((step) => `  ${step} || fail 'cannot make a value of Secret ${spec.name}'\n`).join('')}\
  cat > "$work/secret.json" <<JSON
{"apiVersion":"v1","kind":"Secret","type":"${type}","metadata":${metadata},"data":{${fields.join(',')}}}
JSON
  create ${spec.name}
fi`;
}

/** How a Secret is created. */
interface Recipe {
  readonly type: string;
  /** Commands that must succeed before. The shell would not notice that one within the data fails. */
  readonly steps: readonly string[];
  /** Values in Base64, as the shell writes them. */
  readonly data: Readonly<Record<string, string>>;
}

function generated(values: Readonly<Record<string, SecretValue>>): Recipe {
  const steps: string[] = [];
  const variables: Record<string, string> = {};
  const data: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    if (value.make === 'text') {
      data[key] = Buffer.from(value.text).toString('base64');
      continue;
    }
    if (value.make === 'line') {
      const source = required(variables[value.of], `the key '${value.of}' before the key '${key}' of a Secret`);
      data[key] = `$(printf '%s${value.after.replaceAll('\n', '\\n')}' "$${source}" | encode)`;
      continue;
    }
    const variable = `value_${steps.length}`;
    variables[key] = variable;
    steps.push(`${variable}=$(${value.make === 'password' ? 'password' : 'whisk_key'})`);
    data[key] = `$(printf '%s' "$${variable}" | encode)`;
  }
  return { type: 'Opaque', steps, data };
}

function selfSigned({ certificateFor: host, withAuthority }: CertificateSpec): Recipe {
  const certificate = '$(encode < "$work/tls.crt")';
  return {
    type: 'kubernetes.io/tls',
    steps: [`certificate '${alternativeNames(host)}'`],
    data: {
      'tls.crt': certificate,
      'tls.key': '$(encode < "$work/tls.key")',
      ...(withAuthority ? { 'ca.crt': certificate } : {}),
    },
  };
}

/** Subject of a certificate: a host name and its subdomains, or an address. */
function alternativeNames(host: string): string {
  return isIP(host) > 0 ? `IP:${host}` : `DNS:${host},DNS:*.${host}`;
}
