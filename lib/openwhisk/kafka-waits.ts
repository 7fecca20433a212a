import { isIP } from 'node:net';
import { address, type Endpoint } from '../kube/endpoint';
import type { CertificateRef } from '../kube/secrets';
import type { Wait } from '../kube/waits';

/**
 * An ApiVersions request, version 0, correlation id 1, no client id (Kafka protocol guide, "ApiVersions"), as printf escapes:
 * the one request that a broker answers before anything is known about it.
 */
export const KAFKA_API_VERSIONS_REQUEST = '\\000\\000\\000\\012\\000\\022\\000\\000\\000\\000\\000\\001\\377\\377';

/** The first ten bytes of the answer in hexadecimal: any length, correlation id 1, error code 0. */
export const KAFKA_API_VERSIONS_ANSWER = '????????000000010000';

/** A Kafka broker answers a protocol request; an open port alone does not show that. */
export function kafkaAnswers(endpoint: Endpoint): Wait {
  return {
    endpoint,
    what: 'a Kafka broker',
    // The pause keeps our half of the connection open until the broker has answered.
    attempt: kafkaAnswer(
      `{ printf '${KAFKA_API_VERSIONS_REQUEST}'; sleep 1; } | timeout "$TRY_TIMEOUT_SECONDS" nc "$HOST" "$PORT"`,
    ).join('\n'),
  };
}

/**
 * A Kafka broker answers a protocol request through TLS, and its certificate is valid for the host. The request needs no
 * authentication.
 *
 * @param authorities - the certificate authorities that the client trusts; the public ones by default.
 */
export function kafkaAnswersSecurely(endpoint: Endpoint, authorities?: CertificateRef): Wait {
  const named = isIP(endpoint.host) > 0 ? '-noservername -verify_ip' : '-servername "$HOST" -verify_hostname';
  const trusted = authorities ? ' -CAfile /dev/fd/3' : '';
  const question = authorities ? `printf '%s\\n' "$WAIT_CA" | ask 3<&0` : 'ask';
  return {
    endpoint,
    what: 'a Kafka broker with TLS',
    image: 'toolbox',
    attempt: [
      'ask() {',
      `  { printf '${KAFKA_API_VERSIONS_REQUEST}'; sleep 1; } | timeout "$TRY_TIMEOUT_SECONDS" openssl s_client -quiet -no_ign_eof -connect '${address(endpoint)}' \\`,
      `    ${named} "$HOST" -verify_quiet -verify_return_error${trusted}`,
      '}',
      ...kafkaAnswer(question),
    ].join('\n'),
    ...(authorities ? { env: { WAIT_CA: authorities } } : {}),
  };
}

/** Compares the output of a command with a broker's answer. */
function kafkaAnswer(question: string): string[] {
  return [
    `answer=$(${question} | od -An -tx1 -N10 | tr -d ' \\n')`,
    'echo "answer: ${answer:-none}"',
    `case "$answer" in ${KAFKA_API_VERSIONS_ANSWER}) ;; *) false ;; esac`,
  ];
}
