/** The login of a client or a server: a section of a JAAS file (Kafka documentation, "Authentication using SASL"). */
export interface Login {
  readonly section: string;
  readonly module: string;
  /** Options of the module: strings, and variables of the environment. */
  readonly options: Readonly<Record<string, string | { readonly env: string }>>;
}

/** Module of a SASL mechanism of Kafka. */
export function kafkaModule(mechanism: string): string {
  return `org.apache.kafka.common.security.${mechanism === 'PLAIN' ? 'plain.PlainLoginModule' : 'scram.ScramLoginModule'}`;
}

/** Module of ZooKeeper, for servers and clients (ZooKeeper Administrator's Guide, "SASL"). */
export const ZOOKEEPER_MODULE = 'org.apache.zookeeper.server.auth.DigestLoginModule';

/** Shell commands that write a JAAS file: passwords reach a JVM in a file, not among its arguments. */
export function loginFileScript(file: string, logins: readonly Login[]): string {
  return `quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\\\"]/\\\\&/g')"; }
(
  umask 077
${logins.map((login, index) => `  ${section(login)} ${index === 0 ? '>' : '>>'}${file}\n`).join('')}\
)
`;
}

function section({ section: name, module, options }: Login): string {
  const names = Object.keys(options).map((option) => `${option}=%s`);
  const values = Object.values(options).map((value) =>
    typeof value === 'string' ? `'"${value}"'` : `"$(quoted "$${value.env}")"`,
  );
  return `printf '${name} { %s required ${names.join(' ')}; };\\n' ${module} \\\n    ${values.join(' ')}`;
}
