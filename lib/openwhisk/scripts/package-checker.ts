import { WSK_SESSION, bashScript } from './shell';

/**
 * The script of the package checker: checks, as a user, that the packages of the system namespace exist, and that one
 * of their actions runs. It runs with bash in the ow-utils image and writes to a temporary directory only.
 *
 * Environment, in addition to the common variables of all scripts (`shell.ts`; the deadline is 300 s by default):
 * - `WSK_AUTH`: key of the user; `WSK_API_HOST_URL`: where the API is,
 * - `WHISK_SYSTEM_NAMESPACE`: the namespace of the public packages, such as `/whisk.system`,
 * - `OW_INSTALL_ALARM_PROVIDER`, `OW_INSTALL_KAFKA_PROVIDER`: `yes` expects the packages of that feed too.
 */
export function packageCheckerScript(): string {
  return bashScript(300, WSK_SESSION, SCRIPT);
}

const SCRIPT = `clean_up() { log_out; }

expected_packages() {
  printf '%s\\n' utils samples websocket github slack
  if [[ \${OW_INSTALL_ALARM_PROVIDER:-no} == yes ]]; then echo alarms; fi
  if [[ \${OW_INSTALL_KAFKA_PROVIDER:-no} == yes ]]; then echo messaging; fi
}

set -a
# The database may tell of a new package late, so this is worth more than one try.
list_packages() {
  local listed name missing=''
  listed=$(wsk -i package list "$WHISK_SYSTEM_NAMESPACE" --limit 200 | awk '{ print $1 }')
  for name in $expected; do
    if [[ $'\\n'$listed$'\\n' != *$'\\n'"$WHISK_SYSTEM_NAMESPACE/$name"$'\\n'* ]]; then missing+=" $name"; fi
  done
  if [[ -n $missing ]]; then
    say "not in $WHISK_SYSTEM_NAMESPACE:$missing"
    return 1
  fi
}

invoke_echo() {
  local answer
  answer=$(wsk -i action invoke --result "$WHISK_SYSTEM_NAMESPACE/utils/echo" --param message marco)
  if [[ $(jq -r .message <<<"$answer") != marco ]]; then
    say "it answered: $answer"
    return 1
  fi
}
set +a

main() {
  need WHISK_SYSTEM_NAMESPACE WSK_AUTH WSK_API_HOST_URL
  log_in
  expected=$(expected_packages)
  export expected
  retry 'listing the packages' list_packages
  retry 'invoking utils/echo' invoke_echo
}

conclude 'the packages are listed, and utils/echo answers' main
`;
