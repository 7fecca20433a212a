import { CANNOT_HEAL } from '../kube/exit-codes';

/**
 * The script that gives Kibana the platform's saved objects; the same ones again change nothing. It needs a POSIX shell and curl.
 *
 * Environment: KIBANA_URL, KIBANA_USERNAME and KIBANA_PASSWORD; OBJECTS is a file of the form that Kibana exports.
 */
export const IMPORT_SCRIPT = `set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: > "$work/answer"
credentials=$(printf '%s:%s' "$KIBANA_USERNAME" "$KIBANA_PASSWORD" | base64 | tr -d '\\n')
printf 'Authorization: Basic %s' "$credentials" > "$work/authorization"
code=$(curl --silent --show-error --max-time 60 --retry 10 --retry-connrefused --header @"$work/authorization" \\
  --header 'kbn-xsrf: true' --form file=@"$OBJECTS" --output "$work/answer" --write-out '%{http_code}' \\
  "$KIBANA_URL/api/saved_objects/_import?overwrite=true") || true
# What could not be imported is told in an answer that is a success otherwise.
case "$code$(cat "$work/answer")" in
  200*'"success":true'*) echo 'the saved objects are as they should be' ;;
  *)
    echo "cannot import the saved objects: $KIBANA_URL answered \${code:-nothing}: $(cat "$work/answer")" >&2
    case "$code" in 401 | 403) exit ${CANNOT_HEAL} ;; esac
    exit 1
    ;;
esac
`;
