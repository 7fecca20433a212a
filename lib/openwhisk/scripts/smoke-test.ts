import { WSK_SESSION, bashScript } from './shell';

/**
 * The script of the smoke test: creates an action, as a user, and calls it with the CLI, as a web action and through a
 * route of the API gateway; then removes both, also after a failure. It runs with bash in the ow-utils image and writes
 * to a temporary directory only.
 *
 * Environment, in addition to the common variables of all scripts (`shell.ts`; the deadline is 300 s by default):
 * - `WSK_AUTH`: key of the user; `WSK_API_HOST_URL`: where the API is.
 */
export function smokeTestScript(): string {
  return bashScript(300, WSK_SESSION, SCRIPT);
}

const SCRIPT = `# Two tests at a time, or the remains of one, are not in each other's way.
export name=smoke-$RANDOM$RANDOM greeting='Hello from the smoke test'

set -a
# Succeeds when the input holds the greeting.
greets() {
  local answer
  answer=$(cat)
  if [[ $answer != *"$greeting"* ]]; then
    say "it answered: $answer"
    return 1
  fi
}

fetch() { curl --silent --show-error --fail --insecure --max-time 60 "$1"; }

# The marks tell clean_up what there may be, also when a try was ended half-way.
create_action() {
  touch "$work/action"
  printf 'function main() {\\n  return { body: "%s" };\\n}\\n' "$greeting" >"$work/hello.js"
  wsk -i action update "$name" "$work/hello.js" --web true
}

list_action() {
  local listed
  listed=$(wsk -i action list --limit 200)
  [[ $listed == *"/$name "* ]]
}

invoke_by_cli() { wsk -i action invoke --result "$name" | greets; }

invoke_as_web_action() {
  local url
  url=$(wsk -i action get "$name" --url | grep '^http')
  fetch "$url" | greets
}

# A route that is there already is an error, so what an earlier try may have left goes first.
create_route() {
  if [[ -e $work/route ]]; then wsk -i api delete "/$name" || true; fi
  touch "$work/route"
  wsk -i api create "/$name" /hello get "$name" | tee "$work/created"
}

# The CLI names the route at the platform's outer address, which need not be reachable from here.
call_route() {
  local url
  url=$(grep '^http' "$work/created")
  url=\${url#*://}
  fetch "\${WSK_API_HOST_URL%/}/\${url#*/}" | greets
}

remove_route() {
  wsk -i api delete "/$name"
  rm "$work/route"
}

remove_action() {
  wsk -i action delete "$name"
  rm "$work/action"
}
set +a

clean_up() {
  local kind
  for kind in route action; do
    if [[ -n \${work:-} && -e $work/$kind ]]; then
      timeout 30 bash -euo pipefail -c "remove_$kind" || say "the $kind $name could not be removed"
    fi
  done
  log_out
}

main() {
  log_in
  retry 'creating an action' create_action
  retry 'listing it' list_action
  retry 'invoking it with the CLI' invoke_by_cli
  retry 'invoking it as a web action' invoke_as_web_action
  retry 'creating a route to it' create_route
  retry 'calling the route' call_route
  retry 'removing the route' remove_route
  retry 'removing the action' remove_action
}

conclude 'an action answers to the CLI, as a web action and behind a route' main
`;
