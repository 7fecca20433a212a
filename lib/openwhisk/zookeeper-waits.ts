import type { Endpoint } from '../kube/endpoint';
import type { Wait } from '../kube/waits';

/**
 * A ZooKeeper server is up when it answers `imok` to the four-letter word `ruok`, and serves when its answer to `srvr` names its
 * mode: a member of an ensemble answers `imok` before it has found the others. A server may refuse `ruok`, with a message, but
 * every server allows `srvr` (ZooKeeper Administrator's Guide, "The Four Letter Words", `4lw.commands.whitelist`).
 */
export function zookeeperAnswers(endpoint: Endpoint): Wait {
  return {
    endpoint,
    what: 'ZooKeeper',
    attempt: [
      'ask() { echo "$1" | timeout "$TRY_TIMEOUT_SECONDS" nc "$HOST" "$PORT"; }',
      'answer=$(ask ruok)',
      'case "$answer" in imok | *"not in the whitelist"*) answer=$(ask srvr) ;; esac',
      'echo "$answer"',
      'case "$answer" in *"Mode: "*) ;; *) false ;; esac',
    ].join('\n'),
  };
}
