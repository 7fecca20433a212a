import { WSK_SESSION, bashScript } from './shell';

/**
 * The script of the load test: creates an empty action, invokes it repeatedly and prints the latency. It runs with bash
 * in the ow-utils image and writes to a temporary directory only.
 *
 * Environment, in addition to the common variables of all scripts (`shell.ts`; the deadline is 3600 s by default):
 * - `WSK_AUTH`: key of the user; `WSK_API_HOST_URL`: where the API is,
 * - `INVOCATIONS`, `CONCURRENCY`: how many in all, and at the same time.
 */
export function loadTestScript(): string {
  return bashScript(3600, WSK_SESSION, SCRIPT);
}

const SCRIPT = `name=load-test-$RANDOM
export name

clean_up() {
  if [[ -n \${work:-} && -e $work/action ]]; then timeout 30 wsk -i action delete "$name" || true; fi
  log_out
}

set -a
create_action() {
  touch "$work/action"
  printf 'function main() {\\n  return {};\\n}\\n' >"$work/nothing.js"
  wsk -i action update "$name" "$work/nothing.js"
}

# One line an invocation: seconds and HTTP code. The key reaches curl in a file.
invoke_once() {
  curl --silent --insecure --max-time 90 --config "$credentials/curl" --request POST --output /dev/null \\
    --write-out '%{time_total} %{http_code}\\n' "\${WSK_API_HOST_URL%/}/api/v1/namespaces/_/actions/$name?blocking=true"
}
set +a

measure() {
  seq "$INVOCATIONS" | xargs -P "$CONCURRENCY" -I{} bash -c invoke_once >"$work/results" || true
}

report() {
  local good total
  total=$(wc -l <"$work/results")
  good=$(grep -c ' 200$' "$work/results" || true)
  sort -n "$work/results" | awk '$2 == 200 { seconds[++n] = $1; sum += $1 }
    function at(share) { i = int(n * share + 0.999999); return seconds[i < 1 ? 1 : i] }
    END { if (n) printf "latency in s: mean %.3f, p50 %.3f, p95 %.3f, p99 %.3f, max %.3f\\n", sum / n, at(.5), at(.95), at(.99), seconds[n] }'
  say "$good of $total invocations succeeded"
  if ((good < INVOCATIONS)); then fail "$((INVOCATIONS - good)) of $INVOCATIONS invocations failed"; fi
}

main() {
  need INVOCATIONS CONCURRENCY
  log_in
  printf 'user = "%s"\\n' "$WSK_AUTH" >"$credentials/curl"
  retry 'creating an action' create_action
  # The first one makes the container.
  retry 'invoking it' invoke_once
  measure
  report
}

conclude "$INVOCATIONS invocations succeeded" main
`;
