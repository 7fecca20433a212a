import { COUCHDB_CLIENT } from './couchdb-client';
import { MARKER_DATABASE } from './init-script';

/** The empty database whose existence means that the data of another CouchDB have arrived; the init-couchdb job waits for it. */
export const MIGRATED_DATABASE = 'ow_kube_couchdb_migrated_marker';

const SETTINGS = `
source=\${SOURCE_URL:?SOURCE_URL is not set; it must be the URL of the CouchDB to copy from}
target=\${TARGET_URL:?TARGET_URL is not set; it must be the URL at which CouchDB reaches itself}
pairs="\${SOURCE_PREFIX:-}subjects=$DB_WHISK_AUTHS \${SOURCE_PREFIX:-}whisks=$DB_WHISK_ACTIONS"
if [ "\${MIGRATE_ACTIVATIONS:-false}" = true ]; then
  pairs="$pairs \${SOURCE_PREFIX:-}activations=$DB_WHISK_ACTIVATIONS"
fi
migrated=${MIGRATED_DATABASE}
basic() { printf '%s:%s' "$1" "$2" | base64 | tr -d '\\n'; } # user, password
`;

/**
 * Design documents stay behind: the init-couchdb job writes its own, and the source's would conflict with them, or be indexes of an
 * old version. Everything else is copied with its revisions, deletions included.
 */
const STEPS = `
# Prints one side of a replication. The credentials are in a header: in the URL they would be in CouchDB's log.
side() { # URL, credentials
  printf '{"url":"%s","headers":{"Authorization":"Basic %s"}}' "$1" "$2"
}

replicate() { # source database, target database
  selector='{"_id":{"$regex":"^[^_]"}}'
  sides="\\"source\\":$(side "$source/$1" "$(basic "$SOURCE_USER" "$SOURCE_PASSWORD")")"
  sides="$sides,\\"target\\":$(side "$target/$2" "$(basic "$COUCHDB_USER" "$COUCHDB_PASSWORD")")"
  request POST /_replicate "data-binary = \\"$(quoted "{$sides,\\"selector\\":$selector}")\\""
}

request GET /_up
expect 200
request GET "/${MARKER_DATABASE}"
expect 200 404
initialised=$code
request GET "/$migrated"
expect 200 404
if [ "$initialised:$code" = 200:404 ]; then
  abort "CouchDB at $address is initialised already: its subjects have keys of their own, and copies would conflict with them." \\
    "Migrate into a new platform: delete its databases $DB_WHISK_AUTHS, $DB_WHISK_ACTIONS and ${MARKER_DATABASE}, then apply it again."
fi

# A replication answers when it has ended. A request that ends earlier is repeated and joins the replication that runs.
try_timeout=\${REPLICATION_TRY_SECONDS:-300}
for pair in $pairs \${OPTIONAL_DATABASES:-}; do
  from=\${pair%%=*}
  to=\${pair#*=}
  create_databases "$to"
  replicate "$from" "$to"
  case " \${OPTIONAL_DATABASES:-} :$code" in
    *" $pair "*:404) log "skipped: $from, which $source lacks"; continue ;;
  esac
  case $code in
    401 | 403) abort "$source refuses user $SOURCE_USER (HTTP $code $body);" \\
      "the Secret in openwhisk.couchdb.migrateFrom.existingSecret must have an administrator of that server." ;;
  esac
  expect 200 202
  failures=$(printf '%s\\n' "$body" | sed -n 's/^[^}]*"doc_write_failures":\\([0-9]*\\).*/\\1/p')
  has "$body" '"ok":true' && [ "\${failures:-0}" = 0 ] || fail "$from was not copied completely: $body"
  written=$(printf '%s\\n' "$body" | sed -n 's/^[^}]*"docs_written":\\([0-9]*\\).*/\\1/p')
  if has "$body" '"no_changes":true'; then written=0; fi
  log "replicated: $from to $to, \${written:-0} documents written"
done
create_databases "$migrated"
log "the data of $source are in CouchDB at $address"
`;

/**
 * The POSIX `sh` script of the migrate-couchdb Job: CouchDB replicates the databases of another one into its own. It may be run
 * again at any time: only later changes of the source are copied.
 *
 * Environment, besides the client's: `SOURCE_URL`, `SOURCE_USER`, `SOURCE_PASSWORD`, `TARGET_URL`, `DB_WHISK_AUTHS`,
 * `DB_WHISK_ACTIONS`, `DB_WHISK_ACTIVATIONS`; with defaults `SOURCE_PREFIX` (empty), `MIGRATE_ACTIVATIONS` (false),
 * `OPTIONAL_DATABASES` (none; pairs `source=target`), `REPLICATION_TRY_SECONDS` (300).
 *
 * Source: CouchDB, "API Reference", `/_replicate` (`selector` since 2.1) and openwhisk `tools/db/replicateDbs.py`.
 */
export function migrationScript(): string {
  return `#!/bin/sh\n${COUCHDB_CLIENT}${SETTINGS}${STEPS}`;
}
