import { CANNOT_HEAL } from '../../kube/exit-codes';

/**
 * The common beginning of all scripts. Environment:
 * - `DEADLINE_SECONDS`: seconds from the start until the script gives up, and kills what it is waiting for,
 * - `RETRY_PAUSE_SECONDS`: seconds between two tries (10).
 *
 * Functions defined between `set -a` and `set +a` are exported: a try runs in a separate bash, which `timeout` can kill
 * with all its children, and where `set -e` works, unlike in a function called in a condition.
 */
const basics = (deadlineSeconds: number): string => `#!/usr/bin/env bash
set -euo pipefail

: "\${DEADLINE_SECONDS:=${deadlineSeconds}}" "\${RETRY_PAUSE_SECONDS:=10}"
readonly TRIES=10
reason='something unexpected'

set -a
say() { printf '%s\\n' "$*"; }
set +a

# Ends the script as failed, with the reason.
fail() {
  reason=$*
  exit 1
}

# Ends the script as failed for a reason that another try cannot heal.
abort() {
  reason=$*
  exit ${CANNOT_HEAL}
}

# Aborts with the names of all variables that are not set.
need() {
  local name missing=''
  for name in "$@"; do
    if [[ -z \${!name:-} ]]; then missing+=" $name"; fi
  done
  if [[ -n $missing ]]; then abort "the environment lacks$missing"; fi
}

# retry DOING FUNCTION: runs an exported function until it succeeds.
retry() {
  local doing=$1 step=$2 try pause=0
  for ((try = 1; try <= TRIES; try++)); do
    if ((SECONDS + pause >= DEADLINE_SECONDS)); then fail "$doing: not done within $DEADLINE_SECONDS s"; fi
    sleep "$pause"
    say "$doing: try $try"
    if timeout --kill-after=5 "$((DEADLINE_SECONDS - SECONDS))" bash -euo pipefail -c "$step"; then return; fi
    pause=$RETRY_PAUSE_SECONDS
  done
  fail "$doing: given up after $TRIES tries"
}

# Calls clean_up, which every script has, and tells how the script ended.
verdict() {
  local status=$?
  trap - EXIT
  clean_up || true
  if ((status == 0)); then say "PASSED: $achievement"; else say "FAILED: $reason"; fi
  exit "$status"
}

# conclude ACHIEVEMENT FUNCTION: runs a script's main function; the last line of the output is the verdict.
conclude() {
  achievement=$1
  trap verdict EXIT
  "$2"
}
`;

/**
 * A bash script: the common beginning, and what is special about it.
 *
 * @param deadlineSeconds the deadline when the environment sets none
 */
export function bashScript(deadlineSeconds: number, ...parts: readonly string[]): string {
  return [basics(deadlineSeconds), ...parts].join('\n');
}

/**
 * For scripts that test: `log_in` creates a directory `$work`, and a directory `$credentials` in `CREDENTIALS_DIR` (default: the
 * directory of temporary files) with the configuration of `wsk`, so that the key of `WSK_AUTH` is on no command line. `log_out` removes
 * both.
 */
export const WSK_SESSION = `log_in() {
  need WSK_AUTH WSK_API_HOST_URL
  work=$(mktemp -d)
  credentials=$(mktemp -d "\${CREDENTIALS_DIR:-\${TMPDIR:-/tmp}}/XXXXXX")
  WSK_CONFIG_FILE=$(mktemp "$credentials/wskprops.XXXXXX")
  printf 'AUTH=%s\\nAPIHOST=%s\\n' "$WSK_AUTH" "$WSK_API_HOST_URL" >"$WSK_CONFIG_FILE"
  export work credentials WSK_CONFIG_FILE
}

log_out() { rm -rf -- "\${work:-}" "\${credentials:-}"; }
`;
