import { CANNOT_HEAL } from './exit-codes';
import { TOKEN_FOLDER } from './rbac';

/**
 * The beginning of a shell script that sends requests to the API server: `request` sends one with curl, leaves the answer in
 * `$work/answer` and prints the status. `$api` is the address of the Secrets in $NAMESPACE.
 */
export const API_REQUESTS = `set -eu
server="\${KUBERNETES_API:-https://kubernetes.default.svc}"
api="$server/api/v1/namespaces/$NAMESPACE/secrets"
token_dir="\${TOKEN_DIR:-${TOKEN_FOLDER}}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The token goes to curl in a file: arguments are visible to every process of the node.
printf 'Authorization: Bearer %s' "$(cat "$token_dir/token")" > "$work/authorization"

# Prints the status: 000 when there is no answer, of which curl has told why. No earlier answer is left then: it may hold
# the values of the Secret before.
request() {
  : > "$work/answer"
  curl --silent --show-error --max-time 10 --retry 5 --retry-connrefused --cacert "$token_dir/ca.crt" \\
    --header @"$work/authorization" --header "Content-Type: \${content_type:-application/json}" \\
    --output "$work/answer" --write-out '%{http_code}' "$@" || true
}`;

/** Ends of such a script: `refused <what> <status>` reports an answer of the API server. */
export const API_FAILURES = `fail() {
  echo "$1" >&2
  exit "\${2:-1}"
}
# Fails for a reason that another try cannot heal.
abort() { fail "$1" ${CANNOT_HEAL}; }
refused() {
  case "$2" in
    000 | '') fail "$1: no answer from $server" ;;
    *) fail "$1: the API server answered $2: $(cat "$work/answer")" ;;
  esac
}`;
