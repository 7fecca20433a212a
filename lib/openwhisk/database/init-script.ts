import { createHash } from 'node:crypto';
import { COUCHDB_CLIENT } from './couchdb-client';
import type { DesignDocument } from './views';

/** The empty database whose existence means that OpenWhisk's databases are ready; wait-for-couchdb probes it. */
export const MARKER_DATABASE = 'ow_kube_couchdb_initialized_marker';

const CHECKSUM_FIELD = 'faas_stack_checksum';

/**
 * A design document as one line of JSON, `_id` first, with a checksum of its own content: comparing that one field
 * shows the script whether the stored document differs. The script refuses files that this function did not write.
 */
export function designDocumentJson(doc: DesignDocument): string {
  const { _id, ...content } = doc;
  const checksum = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return JSON.stringify({ _id, [CHECKSUM_FIELD]: checksum, ...content });
}

const SETTINGS = `
auths=\${DB_WHISK_AUTHS:-\${DB_PREFIX:-}subjects}
actions=\${DB_WHISK_ACTIONS:-\${DB_PREFIX:-}whisks}
activations=\${DB_WHISK_ACTIVATIONS:-\${DB_PREFIX:-}activations}
marker=${MARKER_DATABASE}
auth_dir=\${WHISK_AUTH_DIR:-/etc/whisk-auth}
design_dir=\${DESIGN_DIR:-/design}
reduce_limit=/_node/\${NODENAME:-_local}/_config/query_server_config/reduce_limit
wipe=\${DB_WIPE:-false}

case $wipe in
  true | false) ;;
  *) abort "DB_WIPE is '$wipe'; it must be true or false." ;;
esac
`;

const KEYS = `
# Prints the uuid:key in a file of the whisk.auth Secret. Secret.scala wants exactly 64 characters; the alphabet is what
# needs no escape in JSON. The expression is between % because busybox's sed would end it at the / in the brackets.
read_key() {
  [ -r "$auth_dir/$1" ] || abort "$auth_dir/$1 cannot be read; mount the whisk.auth Secret with the keys system and guest."
  content=$(cat "$auth_dir/$1")
  hex='[0-9A-Fa-f]'
  uuid_form="$hex\\{8\\}-$hex\\{4\\}-$hex\\{4\\}-$hex\\{4\\}-$hex\\{12\\}"
  well_formed=$(sed -n "1{\\$!q;\\%^$uuid_form:[[:alnum:]._~+/=-]\\{64\\}\\$%p;}" "$auth_dir/$1")
  [ -n "$well_formed" ] || abort "$auth_dir/$1 (\${#content} characters) is not a well-formed key; it must be one line" \\
    "uuid:key, a UUID (8-4-4-4-12 hexadecimal digits) and 64 letters, digits or . _ ~ + / = -. Correct the Secret."
  printf '%s' "$content"
}

system_key=$(read_key system)
guest_key=$(read_key guest)
if [ "\${system_key%%:*}" = "\${guest_key%%:*}" ] || [ "\${system_key#*:}" = "\${guest_key#*:}" ]; then
  abort "$auth_dir/system and $auth_dir/guest have the same uuid or the same key; both must differ, or guest can act" \\
    "as whisk.system. Generate a new pair for one of them in the Secret."
fi
`;

const DOCUMENTS = `
# Creates a document, or replaces it if the given function says so of the stored one (in body). The function may change
# data, the body line. Safe to repeat: a write whose answer was lost meets its own result as a conflict.
save() { # path, function
  revision=
  while request PUT "$1\${revision:+?rev=$revision}" "$data" && [ "$code" = 409 ]; do
    request GET "$1"
    expect 200
    "$2" || return 0
    revision=$(printf '%s\\n' "$body" | sed -n 's/.*"_rev":"\\([^"]*\\)".*/\\1/p')
  done
  expect 201 202
  log "written: $1"
}

design_differs() { ! has "$body" "\\"${CHECKSUM_FIELD}\\":\\"$checksum\\""; }

save_designs() { # database, directory
  for file in "$design_dir/$2"/*.json; do
    [ -r "$file" ] || abort "there is no design document $file; mount the design documents at $design_dir/$2."
    id=$(sed -n 's/^{"_id":"\\(_design\\/[^"]*\\)".*/\\1/p' "$file")
    checksum=$(sed -n 's/^[^}]*"${CHECKSUM_FIELD}":"\\([0-9a-f]*\\)".*/\\1/p' "$file")
    case $id:$checksum in
      :* | *:) abort "$file has no _id or ${CHECKSUM_FIELD}; render it with designDocumentJson." ;;
    esac
    data="data-binary = \\"@$file\\""
    save "/$1/$id" design_differs
  done
}

# The Secret is the truth for the one namespace named after the subject. A subject with other namespaces was made with
# wskadmin: it is left alone. A blocked subject stays blocked; other fields than these are not kept.
subject_differs() {
  stored=$(printf '%s\\n' "$body" | sed 's/[[:space:]]//g')
  if has "$stored" "\\"uuid\\":\\"$uuid\\"" && has "$stored" "\\"key\\":\\"$key\\""; then return 1; fi
  after_first=\${stored#*'"uuid":'}
  if has "$after_first" '"uuid":' || { has "$stored" '"uuid":' && ! has "$stored" "\\"name\\":\\"$subject\\""; }; then
    log "WARNING: subject $subject has other namespaces and another key than the Secret; it is left as it is." \\
      "To change its key: wskadmin user create $subject --auth <uuid:key> --revoke"
    return 1
  fi
  if has "$stored" '"blocked":true'; then subject_data ',"blocked":true'; fi
}

subject_data() { # further fields
  namespaces="[{\\"name\\":\\"$subject\\",\\"uuid\\":\\"$uuid\\",\\"key\\":\\"$key\\"}]"
  data="data-binary = \\"$(quoted "{\\"_id\\":\\"$subject\\",\\"subject\\":\\"$subject\\",\\"namespaces\\":$namespaces$1}")\\""
}

save_subject() { # subject, uuid:key
  subject=$1
  uuid=\${2%%:*}
  key=\${2#*:}
  subject_data ''
  save "/$auths/$subject" subject_differs
}
`;

const STEPS = `
request GET /_up
expect 200

if [ "$wipe" = true ]; then
  log "DB_WIPE is true: deleting $actions and $activations"
  # The marker goes first: until this run has ended nobody may take the databases for ready.
  for database in "$marker" "$actions" "$activations"; do
    request DELETE "/$database"
    expect 200 202 404
  done
fi

request GET "/$marker"
expect 200 404
if [ "$code" = 200 ]; then
  log "already initialised: bringing design documents and subjects up to date"
else
  # Asked first, because enabling single-node mode would lower the shard copies of a finished cluster to one.
  request GET /_cluster_setup
  expect 200
  if ! has "$body" single_node_enabled && ! has "$body" cluster_finished; then
    # Some 3.x answer badarg without bind_address. The administrator exists already, so no password is sent.
    request POST /_cluster_setup \\
      'data-binary = "{\\"action\\":\\"enable_single_node\\",\\"bind_address\\":\\"0.0.0.0\\",\\"singlenode\\":true}"'
    has "$body" 'already finished' || expect 200 201
  fi
  create_databases _users _replicator _global_changes
fi

# Read first: where it is set in a read-only configuration file, a write would be refused.
request GET "$reduce_limit"
if ! has "$code$body" '200"false"'; then
  request PUT "$reduce_limit" 'data-binary = "\\"false\\""'
  expect 200
fi

create_databases "$auths" "$actions" "$activations"
save_designs "$auths" auths
save_designs "$actions" actions
save_designs "$activations" activations
save_subject whisk.system "$system_key"
save_subject guest "$guest_key"
create_databases "$marker"
log "CouchDB at $address is ready for OpenWhisk"
`;

/**
 * The POSIX `sh` script of the init-couchdb Job; it needs `sh`, `curl`, `sed`, `cat`, `date` and `sleep`, no
 * writable directory, and no network but CouchDB. It may be run again at any time: it writes only what differs.
 *
 * Environment: `DB_HOST`, `COUCHDB_USER`, `COUCHDB_PASSWORD`; with defaults `DB_PROTOCOL` (http), `DB_PORT` (5984),
 * `DB_PREFIX` (empty), `DB_WHISK_AUTHS` / `_ACTIONS` / `_ACTIVATIONS` (prefix and subjects / whisks / activations),
 * `NODENAME` (_local), `DB_WIPE` (false), `TRY_TIMEOUT_SECONDS` (10), `DEADLINE_SECONDS` (300).
 * Files: `system` and `guest` in `WHISK_AUTH_DIR` (/etc/whisk-auth); {@link designDocumentJson} texts as
 * `{auths,actions,activations}/*.json` in `DESIGN_DIR` (/design).
 *
 * Source of the steps: openwhisk-deploy-kube `configMapFiles/initCouchDB/initdb.sh` and openwhisk `ansible/initdb.yml`,
 * `wipe.yml`; of the answers: CouchDB's API and src/setup/src/setup_httpd.erl.
 */
export function initDatabaseScript(): string {
  return `#!/bin/sh\n${COUCHDB_CLIENT}${SETTINGS}${KEYS}${DOCUMENTS}${STEPS}`;
}
