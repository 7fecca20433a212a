import { TOKEN_FOLDER } from '../kube/rbac';
import type { ProbeAction } from '../kube/probes';
import type { Mount } from '../kube/storage';

/** Lifetime of the token, in seconds: a year. API servers may shorten it (`--service-account-max-token-expiration`). */
const EXPIRATION_SECONDS = 365 * 24 * 60 * 60;

/**
 * The token of the component that creates action pods. Its client reads the token once, at its start, and gets 401 for every call
 * when that token has expired. Hence the long lifetime; and where the API server shortens it, {@link aliveWithToken}. The client expects
 * token, CA certificate and namespace in this folder (kubernetes-client 4.10.3, Config.java).
 */
export const API_TOKEN: Mount = {
  volume: { name: 'api-token', apiTokenSeconds: EXPIRATION_SECONDS },
  path: TOKEN_FOLDER,
};

const RESTART_FILE = '/tmp/api-token-restart';

/**
 * Shell commands that note when a new token is needed: at 85 to 95 % of the token's lifetime, at random, so that invokers do not
 * restart all at once. The kubelet renews the file at 80 % (Kubernetes, "ServiceAccount token volume projection").
 */
export const NOTE_TOKEN = `token=\${API_TOKEN:-${TOKEN_FOLDER}/token} restart=\${API_TOKEN_RESTART:-${RESTART_FILE}}
rm -f "$restart"
payload=$(cut -d. -f2 "$token" | tr '_-' '/+')
while ((\${#payload} % 4)); do payload+='='; done
claim() { base64 -d <<<"$payload" | sed -n "s/.*\\"$1\\":\\([0-9]*\\).*/\\1/p"; }
issued=$(claim iat) expires=$(claim exp)
if [[ $issued && $expires ]]; then
  echo "$((expires - (expires - issued) * (5 + RANDOM % 11) / 100))" >"$restart"
fi
`;

/**
 * A liveness probe that also fails when the program's token is about to expire and a newer one exists. The kubelet then drains and
 * restarts the container, which reads the new token.
 */
export function aliveWithToken(url: string): ProbeAction {
  return {
    exec: [
      '/bin/bash',
      '-c',
      `token=\${API_TOKEN:-${TOKEN_FOLDER}/token} restart=\${API_TOKEN_RESTART:-${RESTART_FILE}}
[[ ! -s $restart || ! $token -nt $restart || $(date +%s) -lt $(<"$restart") ]] || { echo 'the token of the API server expires soon'; exit 1; }
exec curl --silent --show-error --fail --output /dev/null ${url}`,
    ],
  };
}
