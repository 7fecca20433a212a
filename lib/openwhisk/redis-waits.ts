import type { Endpoint } from '../kube/endpoint';
import type { Wait } from '../kube/waits';

/** A Redis server answers PING, even if it asks for the password (Redis documentation, "PING"). */
export function redisAnswers(endpoint: Endpoint): Wait {
  return {
    endpoint,
    what: 'Redis',
    attempt: [
      `answer=$({ printf 'PING\\r\\n'; sleep 1; } | timeout "$TRY_TIMEOUT_SECONDS" nc "$HOST" "$PORT" | head -n 1)`,
      'echo "$answer"',
      'case "$answer" in +PONG*|-NOAUTH*) ;; *) false ;; esac',
    ].join('\n'),
  };
}
