import type { MySqlVersion } from '../../catalogue/mysql';
import { programsOf } from '../programs';
import { clientFile } from './option-file';

/** Whether a backup is whole: mysqldump writes its last line only when it has read everything. */
const WHOLE = `whole() {
  gzip -t "$1" && case "$(gzip -dc "$1" | tail -n 1)" in '-- Dump completed'*) ;; *) return 1 ;; esac
}`;

/** Files of complete backups, from the oldest to the newest. */
const BACKUPS = '"$DIRECTORY"/[0-9]*Z.sql.gz';

/**
 * The script of a backup: a dump in one transaction, which appears under its name when it is whole; then the oldest are removed.
 *
 * Environment: HOST, PORT, USERNAME, PASSWORD, CA, OPTIONS, DATABASE, DIRECTORY, KEEP.
 */
export function backupScript(version: MySqlVersion): string {
  const { dump, dumpOptions, verified } = programsOf(version);
  const options = ['--single-transaction', '--quick', '--routines', '--triggers', '--events', '--hex-blob'];
  return `set -eu
umask 077
${WHOLE}
${clientFile(verified)}
name="$(date -u +%Y-%m-%dT%H%M%SZ).sql.gz"
rm -f "$DIRECTORY"/.*.partial
partial="$DIRECTORY/.$name.partial"
${dump} --defaults-file="$OPTIONS" ${[...options, ...dumpOptions].join(' ')} \\
  --no-tablespaces "$DATABASE" | gzip > "$partial"
whole "$partial" || { rm -f "$partial"; echo "the dump of $DATABASE is not complete" >&2; exit 1; }
mv "$partial" "$DIRECTORY/$name"
echo "$name: $(wc -c < "$DIRECTORY/$name") bytes"
set -- ${BACKUPS}
while [ "$#" -gt "$KEEP" ]; do
  rm -f "$1"
  echo "removed \${1##*/}"
  shift
done
`;
}

/**
 * The script of a restore: empties the database and loads a backup. Nothing is changed before the backup has been read to its end.
 *
 * Environment: HOST, PORT, USERNAME, PASSWORD, CA, OPTIONS, DATABASE, DIRECTORY, FILE.
 */
export function restoreScript(version: MySqlVersion): string {
  const { client, verified } = programsOf(version);
  return `set -eu
umask 077
${WHOLE}
if [ "$FILE" = latest ]; then
  for file in ${BACKUPS}; do :; done
else
  file="$DIRECTORY/$FILE"
fi
[ -f "$file" ] || { echo "there is no backup \${file##*/} among: $(ls "$DIRECTORY")" >&2; exit 1; }
whole "$file" || { echo "\${file##*/} is not complete; the database is unchanged" >&2; exit 1; }
${clientFile(verified)}
printf 'DROP DATABASE IF EXISTS \`%s\`; CREATE DATABASE \`%s\`;\\n' "$DATABASE" "$DATABASE" |
  ${client} --defaults-file="$OPTIONS"
gzip -dc "$file" | ${client} --defaults-file="$OPTIONS" "$DATABASE"
echo "loaded \${file##*/} into $DATABASE"
`;
}
