import { bashScript } from './shell';

/**
 * The script that writes the functions of the platform file as actions, each with `PUT` and `overwrite=true` (OpenWhisk,
 * docs/rest_api.md): a second run changes nothing but versions. It runs with bash, curl and jq in the ow-utils image.
 *
 * It tries an action again while controllers start, and after a conflict with another writer. It writes all actions before it reports
 * the refused ones, which no further try can heal.
 *
 * Environment, in addition to the common variables of all scripts (`shell.ts`; the deadline is 300 s by default):
 * - `WSK_AUTH`: key of the namespace; `WSK_API_HOST_URL`: where the API is,
 * - `ACTIONS_DIR`: a file `<name>.json` per action, as the API takes it,
 * - `SECRETS_DIR`: a folder per action, whose files are parameters of the initialization,
 * - `CREDENTIALS_DIR`: where to write credentials (the directory of temporary files).
 */
export function writeActionsScript(): string {
  return bashScript(300, SCRIPT);
}

const SCRIPT = `credentials=''
refused=()

clean_up() { rm -rf -- "$credentials"; }

log_in() {
  need WSK_AUTH WSK_API_HOST_URL ACTIONS_DIR SECRETS_DIR
  credentials=$(mktemp -d "\${CREDENTIALS_DIR:-\${TMPDIR:-/tmp}}/XXXXXX")
  # The key goes to curl in a file: arguments are visible to every process of the node.
  printf 'user = "%s"\\n' "$WSK_AUTH" >"$credentials/curl"
}

# Prints the files of an action's Secrets as parameters.
secret_parameters() {
  local file
  for file in "$SECRETS_DIR/$1"/*; do
    if [[ -f $file ]]; then jq --raw-input --slurp --arg key "\${file##*/}" '{key: $key, value: ., init: true}' <"$file"; fi
  done
}

# Sends an action and prints the status: 000 when there is no answer, of which curl reports the cause.
put() {
  : >"$credentials/answer"
  secret_parameters "$1" |
    jq --slurp --slurpfile action "$ACTIONS_DIR/$1.json" '. as $secrets | $action[0] | .parameters += $secrets' |
    curl --silent --show-error --insecure --max-time 60 --config "$credentials/curl" --request PUT \\
      --header 'Content-Type: application/json' --data-binary @- --output "$credentials/answer" --write-out '%{http_code}' \\
      "\${WSK_API_HOST_URL%/}/api/v1/namespaces/_/actions/$1?overwrite=true" || true
}

# One field of the answer, which may have the values of Secrets in others.
answered() { jq --raw-output ".$1 // empty" "$credentials/answer" 2>/dev/null || true; }

write() {
  local name=$1 status
  while true; do
    status=$(put "$name")
    case $status in
      200)
        say "$name: version $(answered version)"
        return
        ;;
      408 | 409 | 429) ;;
      4??)
        say "$name: the API answered $status: $(answered error)"
        refused+=("$name")
        return
        ;;
    esac
    if ((SECONDS + RETRY_PAUSE_SECONDS >= DEADLINE_SECONDS)); then
      fail "$name: not written within $DEADLINE_SECONDS s; the last answer was $status"
    fi
    say "$name: the API answered $status; next try in $RETRY_PAUSE_SECONDS s"
    sleep "$RETRY_PAUSE_SECONDS"
  done
}

main() {
  local file
  log_in
  for file in "$ACTIONS_DIR"/*.json; do write "$(basename "$file" .json)"; done
  if ((\${#refused[@]} > 0)); then abort "the API refused \${refused[*]}"; fi
}

conclude 'every function is an action' main
`;
