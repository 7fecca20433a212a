import { CANNOT_HEAL } from '../../kube/exit-codes';

/**
 * The beginning of the POSIX `sh` scripts that administer CouchDB: functions for messages, the server's address from the
 * environment, and requests. The scripts need `sh`, `curl`, `sed`, `cat`, `date` and `sleep`.
 *
 * Environment: `DB_HOST`, `COUCHDB_USER`, `COUCHDB_PASSWORD`; with defaults `DB_PROTOCOL` (http), `DB_PORT` (5984),
 * `TRY_TIMEOUT_SECONDS` (10), `DEADLINE_SECONDS` (300).
 */
export const COUCHDB_CLIENT = `set -eu
export LC_ALL=C

log() { printf '%s\\n' "$*"; }
fail() { printf 'FAILED: %s\\n' "$*" >&2; exit "\${fails_with:-1}"; }
# Fails for a reason that another try cannot heal.
abort() { fails_with=${CANNOT_HEAL} && fail "$@"; }
has() { case $1 in *"$2"*) ;; *) return 1 ;; esac; } # text, part

[ -n "\${DB_HOST:-}" ] || abort 'DB_HOST is not set; it must be the host name of CouchDB.'
[ -n "\${COUCHDB_USER:-}" ] || abort 'COUCHDB_USER is not set; it must come from the Secret of the database.'
[ -n "\${COUCHDB_PASSWORD:-}" ] || abort 'COUCHDB_PASSWORD is not set; it must come from the Secret of the database.'
address=$DB_HOST:\${DB_PORT:-5984}
server=\${DB_PROTOCOL:-http}://$address
try_timeout=\${TRY_TIMEOUT_SECONDS:-10}
deadline=\${DEADLINE_SECONDS:-300}
started=$(date +%s)
newline='
'

case $try_timeout:$deadline in
  0* | *:0* | *[!0-9:]*) abort "TRY_TIMEOUT_SECONDS is '$try_timeout' and DEADLINE_SECONDS is '$deadline';" \\
    "both must be whole numbers above 0." ;;
esac

# Escapes a text for a quoted value in a curl configuration.
quoted() {
  sed 's/[\\\\"]/\\\\&/g' <<EOF
$1
EOF
}
credentials=$(quoted "$COUCHDB_USER:$COUCHDB_PASSWORD")
! has "$credentials" "$newline" || abort 'COUCHDB_USER or COUCHDB_PASSWORD contains a line break. Correct the Secret.'

# Sends a request until CouchDB answers with something else than a server error, and sets code and body. Everything
# reaches curl on its standard input: no secret is on a command line or in a file.
request() { # method, path, [line of curl configuration with the request body]
  method=$1
  path=$2
  problem=
  while :; do
    seconds=$((started + deadline - $(date +%s)))
    [ "$seconds" -gt 0 ] || fail "no usable answer from CouchDB at $address within $deadline s (DEADLINE_SECONDS) to" \\
      "$method $path: \${problem:-no time was left for it}. Check that its pod is ready and its Service has endpoints."
    [ "$seconds" -lt "$try_timeout" ] || seconds=$try_timeout
    previous=$problem
    if answer=$(
      curl --config - 2>&1 <<EOF
silent
show-error
request = "$method"
url = "$server$path"
user = "$credentials"
header = "Content-Type: application/json"
max-time = $seconds
write-out = "\\n%{http_code}"
\${3:-}
EOF
    ); then
      code=\${answer##*"$newline"}
      body=\${answer%"$newline"*}
      body=\${body%"$newline"}
      case $code:$path in
        # 404 is what a node in maintenance mode says.
        5??:* | 404:/_up) problem="HTTP $code $body" ;;
        401:/_replicate | 403:/_replicate) return 0 ;;
        401:* | 403:*) abort "CouchDB at $address refuses user $COUCHDB_USER at $method $path (HTTP $code $body);" \\
          "COUCHDB_USER and COUCHDB_PASSWORD must be those of a server administrator. Correct the Secret." ;;
        *) return 0 ;;
      esac
    else
      curl_status=$?
      problem="curl exited with $curl_status: $(printf '%s\\n' "$answer" | sed -n 's/^curl: ([0-9]*) //p')"
      case $curl_status in
        # Malformed address or option, unreadable file, untrusted certificate: trying again cannot help.
        1 | 2 | 3 | 26 | 58 | 60 | 77) abort "$method $path at $server cannot be sent: $problem" ;;
      esac
    fi
    [ -n "$previous" ] || log "waiting for CouchDB at $address: $problem"
    sleep 1
  done
}

expect() { # the allowed codes
  case " $* " in
    *" $code "*) ;;
    *) fail "$method $path at $address answered HTTP $code, expected $*: $body" ;;
  esac
}

create_databases() {
  for database in "$@"; do
    request PUT "/$database"
    expect 201 202 412
  done
}
`;
