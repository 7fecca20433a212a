import { CANNOT_HEAL } from '../kube/exit-codes';

/**
 * The script that makes what Elasticsearch has to know before the first log comes, and makes it so again as often as it runs. It
 * needs a POSIX shell, curl and openssl.
 *
 * Environment: ELASTICSEARCH_URL, ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD; ELASTICSEARCH_CA is a file, and empty for the
 * public authorities; REQUESTS is a folder with a file for each request: its first line is the path, the rest is the body.
 */
export const BOOTSTRAP_SCRIPT = `set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
credentials=$(printf '%s:%s' "$ELASTICSEARCH_USERNAME" "$ELASTICSEARCH_PASSWORD" | base64 | tr -d '\\n')
printf 'Authorization: Basic %s' "$credentials" > "$work/authorization"
ask() {
  : > "$work/answer"
  curl --silent --show-error --max-time 30 --retry 10 --retry-connrefused \${ELASTICSEARCH_CA:+--cacert "$ELASTICSEARCH_CA"} \\
    --header @"$work/authorization" --header 'Content-Type: application/json' \\
    --output "$work/answer" --write-out '%{http_code}' "$@" || true
}
fail() {
  echo "$1: $ELASTICSEARCH_URL answered \${2:-nothing}: $(cat "$work/answer")" >&2
  # Another try sends the same body with the same credentials.
  case "$2" in 400 | 401 | 403) exit ${CANNOT_HEAL} ;; esac
  exit 1
}
# OpenSearch changes a policy only for who says which version he has seen.
version_of() {
  code=$(ask "$ELASTICSEARCH_URL$1")
  case "$code" in
    404) ;;
    200)
      number() { sed -n "s/.*\\"$1\\": *\\([0-9]*\\).*/\\1/p" "$work/answer"; }
      echo "?if_seq_no=$(number _seq_no)&if_primary_term=$(number _primary_term)"
      ;;
    *) fail "cannot read $1" "$code" ;;
  esac
}
for file in "$REQUESTS"/*; do
  path=$(head -n 1 "$file")
  tail -n +2 "$file" > "$work/body"
  version=
  case "$path" in /_plugins/_ism/policies/*) version=$(version_of "$path") ;; esac
  code=$(ask --request PUT --data @"$work/body" "$ELASTICSEARCH_URL$path$version")
  case "$code" in
    200 | 201) echo "$path is as it should be" ;;
    *) fail "cannot make $path" "$code" ;;
  esac
done
`;
