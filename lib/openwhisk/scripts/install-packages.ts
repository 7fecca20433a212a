import { OWN_TENANT } from './own-tenant';
import { bashScript } from './shell';

/**
 * The script of the install-packages job: installs OpenWhisk's packages in the system namespace, by calling the
 * installers of their repositories. It runs with bash in the ow-utils image and writes to `WORK_DIR` only.
 *
 * Environment, in addition to the common variables of all scripts (`shell.ts`; the deadline is 1800 s by default):
 * - `WHISK_AUTH`: key of the system namespace; `WHISK_API_HOST_URL`: where the API is; `WHISK_SYSTEM_NAMESPACE`;
 *   `API_MANAGEMENT_URL`, `API_MANAGEMENT_KEY`: the gate to the management of the API gateway, and its key,
 * - `OW_INSTALL_ALARM_PROVIDER`, `OW_INSTALL_KAFKA_PROVIDER`: `yes` installs that feed, and then needs
 *   `PROVIDER_DB_PROTOCOL`, `_HOST`, `_PORT`, `_USERNAME`, `_PASSWORD` and `ALARM_DB_PREFIX`, `KAFKA_DB_PREFIX`,
 * - `GIT_BASE_URL`: where the repositories are, each at `<GIT_BASE_URL>/<name>`, and `OW_GIT_TAG_OPENWHISK`,
 *   `OW_GIT_TAG_OPENWHISK_CATALOG`, `OW_GIT_TAG_OPENWHISK_PACKAGE_ALARMS`, `OW_GIT_TAG_OPENWHISK_PACKAGE_KAFKA`: tag or
 *   commit of each,
 * - `PACKAGES_DIR`: a repository that is a directory in here is copied instead of cloned (`/packages`); with npm's cache in
 *   `npm-cache` here, npm runs offline,
 * - `WORK_DIR`: where to write (`/tmp/work`), and `CREDENTIALS_DIR`: where to write credentials (`credentials` in there).
 *
 * Facts about the installers (apache/openwhisk at ef725a6, openwhisk-catalog 1.0.0, openwhisk-package-alarms 2.3.0,
 * openwhisk-package-kafka 2.1.0): all take a file for the key and read it; all create or update, so that a second try
 * needs no clean-up; the feeds' installers need `wsk` in `$OPENWHISK_HOME/bin` and print their commands;
 * the installer of the route management looks for a properties file if the gateway's user or password is empty; the
 * installer of the alarms uses Node.js 14 by default. All pass the key and the parameters to `wsk` as arguments, which every
 * process of the node may read. They therefore get `$ELSEWHERE` in place of each secret, and a `wsk` in front of the real one, which
 * reads the key from `.wskprops` and such parameters from files (openwhisk-cli 1.2.0, `commands/commands.go`, `parseArgs`;
 * openwhisk-wskdeploy 1.2.0, `deployers/whiskclient.go`).
 */
export function installPackagesScript(): string {
  return bashScript(1800, SCRIPT);
}

/** `wsk` without secrets among its arguments. `project deploy` reads `.wskprops` in `$HOME` only. */
const WSK_SCRIPT = `#!/usr/bin/env bash
set -euo pipefail
arguments=()
while (($#)); do
  case $1 in
    --auth) shift 2 ;;
    -p)
      if [[ $3 == "$ELSEWHERE" ]]; then arguments+=(-P "$CREDENTIALS_DIR/$2.json"); else arguments+=("$1" "$2" "$3"); fi
      shift 3
      ;;
    *)
      arguments+=("$1")
      shift
      ;;
  esac
done
export HOME=$CREDENTIALS_DIR WSK_CONFIG_FILE=$CREDENTIALS_DIR/.wskprops
exec "$REAL_WSK" "\${arguments[@]}"
`;

const SCRIPT = `OWN_TENANT=$(cat <<'JAVASCRIPT'
${OWN_TENANT}JAVASCRIPT
)
WSK_SCRIPT=$(cat <<'BASH'
${WSK_SCRIPT}BASH
)
readonly ELSEWHERE=elsewhere
export OWN_TENANT ELSEWHERE
: "\${PACKAGES_DIR:=/packages}" "\${WORK_DIR:=/tmp/work}" "\${CREDENTIALS_DIR:=$WORK_DIR/credentials}"
: "\${OW_INSTALL_ALARM_PROVIDER:=no}" "\${OW_INSTALL_KAFKA_PROVIDER:=no}"

check_environment() {
  local names=(WHISK_AUTH WHISK_API_HOST_URL WHISK_SYSTEM_NAMESPACE API_MANAGEMENT_URL API_MANAGEMENT_KEY GIT_BASE_URL)
  local database=(PROVIDER_DB_PROTOCOL PROVIDER_DB_HOST PROVIDER_DB_PORT PROVIDER_DB_USERNAME PROVIDER_DB_PASSWORD)
  names+=(OW_GIT_TAG_OPENWHISK OW_GIT_TAG_OPENWHISK_CATALOG)
  if [[ $OW_INSTALL_ALARM_PROVIDER == yes ]]; then
    names+=("\${database[@]}" ALARM_DB_PREFIX OW_GIT_TAG_OPENWHISK_PACKAGE_ALARMS)
  fi
  if [[ $OW_INSTALL_KAFKA_PROVIDER == yes ]]; then
    names+=("\${database[@]}" KAFKA_DB_PREFIX OW_GIT_TAG_OPENWHISK_PACKAGE_KAFKA)
  fi
  need "\${names[@]}"
}

# Percent-encodes all bytes but the unreserved ones of RFC 3986.
encode() {
  local LC_ALL=C text=$1 encoded='' byte i
  for ((i = 0; i < \${#text}; i++)); do
    byte=\${text:i:1}
    case $byte in
      [A-Za-z0-9._~-]) ;;
      # A byte above 127 may come as another number, as the C library will; its low eight bits are right.
      *) printf -v byte %d "'$byte" && printf -v byte '%%%02X' "$((byte & 255))" ;;
    esac
    encoded+=$byte
  done
  printf %s "$encoded"
}

# Copies the input without the secrets: the installers of the feeds print every command they run.
redact() {
  local line secret password=\${PROVIDER_DB_PASSWORD:-} auth=\${WHISK_AUTH:-}
  local secrets=("$auth" "\${auth#*:}" "$password" "$(encode "$password")" "\${API_MANAGEMENT_KEY:-}")
  while IFS= read -r line || [[ -n $line ]]; do
    for secret in "\${secrets[@]}"; do
      if [[ -n $secret ]]; then line=\${line//"$secret"/[hidden]}; fi
    done
    printf '%s\\n' "$line"
  done
}

# parameter NAME VALUE: a file for wsk with one parameter, whose value needs no escapes in JSON.
parameter() { printf '{"%s":"%s"}' "$1" "$2" >"$CREDENTIALS_DIR/$1.json"; }

write_credentials() {
  local user
  printf 'AUTH=%s\\n' "$WHISK_AUTH" >"$CREDENTIALS_DIR/.wskprops"
  parameter gwUrlV2 "$API_MANAGEMENT_URL/$API_MANAGEMENT_KEY/v2"
  user=$(encode "\${PROVIDER_DB_USERNAME:-}"):$(encode "\${PROVIDER_DB_PASSWORD:-}")
  parameter DB_URL "\${PROVIDER_DB_PROTOCOL:-}://$user@\${PROVIDER_DB_HOST:-}:\${PROVIDER_DB_PORT:-}"
}

# Makes all that the installers expect around them.
prepare() {
  OPENWHISK_HOME=$WORK_DIR/openwhisk
  HOME=$WORK_DIR/home
  TMPDIR=$WORK_DIR/tmp
  AUTH_FILE=$WORK_DIR/auth
  mkdir -p "$HOME" "$TMPDIR" "$CREDENTIALS_DIR"
  printf '%s\\n' "$ELSEWHERE" >"$AUTH_FILE"
  (umask 077 && write_credentials)

  REAL_WSK=$(command -v wsk)
  WSK=$WORK_DIR/wsk
  printf '%s' "$WSK_SCRIPT" >"$WSK"
  chmod +x "$WSK"

  GW_USER=' ' GW_PWD=' ' GW_HOST_V2=$ELSEWHERE
  ACTION_RUNTIME_VERSION=nodejs:default
  GIT_TERMINAL_PROMPT=0
  npm_config_audit=false npm_config_fund=false npm_config_prefer_offline=true npm_config_update_notifier=false

  export OPENWHISK_HOME HOME TMPDIR AUTH_FILE WSK REAL_WSK GW_USER GW_PWD GW_HOST_V2 ACTION_RUNTIME_VERSION
  export GIT_TERMINAL_PROMPT GIT_BASE_URL PACKAGES_DIR WORK_DIR CREDENTIALS_DIR
  export npm_config_audit npm_config_fund npm_config_prefer_offline npm_config_update_notifier
  use_npm_cache
}

# Offline, npm fails at once for a missing package, instead of after its own retries. It writes to its cache, so it gets a copy.
use_npm_cache() {
  if [[ ! -d $PACKAGES_DIR/npm-cache ]]; then return; fi
  say "npm's cache: copied from $PACKAGES_DIR"
  cp -R -- "$PACKAGES_DIR/npm-cache" "$WORK_DIR/npm-cache"
  chmod -R u+w -- "$WORK_DIR/npm-cache"
  npm_config_cache=$WORK_DIR/npm-cache npm_config_offline=true
  export npm_config_cache npm_config_offline
}

set -a
# enter REPOSITORY COMMIT FOLDER: goes to a folder of a repository, which is fetched unless it is there.
enter() {
  local target=$WORK_DIR/$1
  if [[ ! -d $target ]]; then
    rm -rf -- "$target.part"
    if [[ -d $PACKAGES_DIR/$1 ]]; then
      say "$1: copied from $PACKAGES_DIR"
      cp -R -- "$PACKAGES_DIR/$1" "$target.part"
      chmod -R u+w -- "$target.part"
    else
      say "$1: cloned at $2"
      git clone --quiet --no-checkout "$GIT_BASE_URL/$1" "$target.part"
      git -C "$target.part" checkout --quiet "$2" --
    fi
    mv -- "$target.part" "$target"
  fi
  cd -- "$target/$3"
}

# Each action that manages APIs acts for the tenant of its caller.
guard_routes() {
  local name file
  for name in createApi getApi deleteApi; do
    file=../../../../core/routemgmt/$name/$name.js
    if [[ ! -f $file ]]; then say "core/routemgmt/$name/$name.js is missing"; return 1; fi
    if ! grep --quiet unguarded "$file"; then printf %s "$OWN_TENANT" >>"$file"; fi
  done
}

install_routes() {
  enter openwhisk "$OW_GIT_TAG_OPENWHISK" ansible/roles/routemgmt/files
  guard_routes
  mkdir -p "$OPENWHISK_HOME/bin"
  ln -sf "$WSK" "$OPENWHISK_HOME/bin/wsk"
  ./installRouteMgmt.sh "$AUTH_FILE" "$WHISK_API_HOST_URL" "$WHISK_SYSTEM_NAMESPACE" "$WSK"
}

install_catalog() {
  enter openwhisk-catalog "$OW_GIT_TAG_OPENWHISK_CATALOG" packages
  ./installCatalogUsingWskdeploy.sh "$AUTH_FILE" "$WHISK_API_HOST_URL" "$WSK"
}

install_alarms() {
  enter openwhisk-package-alarms "$OW_GIT_TAG_OPENWHISK_PACKAGE_ALARMS" .
  ./installCatalog.sh "$AUTH_FILE" "$WHISK_API_HOST_URL" "$WHISK_API_HOST_URL" worker0 "$ELSEWHERE" "$ALARM_DB_PREFIX"
}

install_kafka() {
  enter openwhisk-package-kafka "$OW_GIT_TAG_OPENWHISK_PACKAGE_KAFKA" .
  ./installKafka.sh "$AUTH_FILE" "$WHISK_API_HOST_URL" "$ELSEWHERE" "$KAFKA_DB_PREFIX" "$WHISK_API_HOST_URL"
  ./installCatalog.sh "$AUTH_FILE" "$WHISK_API_HOST_URL" "$ELSEWHERE" "$KAFKA_DB_PREFIX" "$WHISK_API_HOST_URL"
}
set +a

clean_up() { rm -rf -- "$CREDENTIALS_DIR"/{.wskprops,gwUrlV2.json,DB_URL.json}; }

main() {
  check_environment
  prepare
  retry 'installing the route management' install_routes
  retry 'installing the catalog' install_catalog
  if [[ $OW_INSTALL_ALARM_PROVIDER == yes ]]; then retry 'installing the alarms feed' install_alarms; fi
  if [[ $OW_INSTALL_KAFKA_PROVIDER == yes ]]; then retry 'installing the kafka feed' install_kafka; fi
}

conclude 'all packages are installed' main 2>&1 | redact
`;
