/** Shell function that quotes a value for an option file (MySQL reference, "Using Option Files"). */
export const OPTION_QUOTE = `option() { printf '%s="%s"\\n' "$1" "$(printf '%s' "$2" | sed 's/[\\\\"]/\\\\&/g')"; }`;

/**
 * Shell commands that write the option file `$OPTIONS` of a client, so that no password is an argument.
 *
 * @param verified - the line with which the client verifies the server.
 */
export function clientFile(verified: string): string {
  return `${OPTION_QUOTE}
{
  echo '[client]'
  option host "$HOST"
  option port "$PORT"
  option user "$USERNAME"
  option password "$PASSWORD"
  option ssl_ca "$CA"
  echo '${verified}'
} > "$OPTIONS"`;
}
