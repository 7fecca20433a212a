import { address, type Endpoint } from './endpoint';
import type { Env } from './env';
import type { ImageName } from '../catalogue/images';

/** A readiness test that an init container repeats until it succeeds. */
export interface Wait {
  readonly endpoint: Endpoint;
  /** Further servers of the same kind; one ready server suffices. @default - none */
  readonly alternatives?: readonly Endpoint[];
  /** Name of the server in messages, e.g. `a Kafka broker`. */
  readonly what: string;
  /** Body of a shell function that tries once: it prints the answer, and succeeds when the server is ready. */
  readonly attempt: string;
  /** Variables of the attempt besides HOST, PORT and TRY_TIMEOUT_SECONDS. @default - none. */
  readonly env?: Env;
  /** Image with the programs of the attempt. @default busybox */
  readonly image?: ImageName;
}

/** One of several servers is ready: some members of a cluster may be down. */
export function anyOf(waits: readonly Wait[]): Wait {
  const [first, ...others] = waits;
  if (!first) throw new Error('A wait needs a server');
  if (others.length === 0) return first;
  const attempts = waits.map(({ endpoint: { host, port }, attempt }) =>
    ['(', `  HOST='${host}' PORT='${port}'`, attempt.replace(/^/gm, '  '), ')'].join('\n'),
  );
  return { ...first, alternatives: others.map(({ endpoint }) => endpoint), attempt: attempts.join(' || ') };
}

/** All addresses of a wait. */
export function endpointsOf({ endpoint, alternatives = [] }: Wait): readonly Endpoint[] {
  return [endpoint, ...alternatives];
}

/** A server answers a GET with success. */
export function httpAnswers(endpoint: Endpoint, what: string, path: string): Wait {
  return { endpoint, what, attempt: `${httpGet(path)} -O -` };
}

/** Command of an attempt that gets a path of the endpoint by HTTP. */
export function httpGet(path: string): string {
  return `timeout "$TRY_TIMEOUT_SECONDS" wget -q "http://$HOST:$PORT${path}"`;
}

/**
 * The script of a waiting init container: it tries until an attempt succeeds, and fails at the deadline with a message that names
 * the missing server. It needs a POSIX shell and busybox applets.
 */
export function waitScript(wait: Wait): string {
  const target = `${wait.what} at ${endpointsOf(wait).map(address).join(' or ')}`;
  return `attempt() {
${wait.attempt.replace(/^/gm, '  ')}
}
started=$(date +%s)
until seen=$(attempt 2>&1); do
  waited=$(($(date +%s) - started))
  if [ "$waited" -ge "$DEADLINE_SECONDS" ]; then
    echo "gave up after $waited s (deadline $DEADLINE_SECONDS s): ${target} is missing; last answer: \${seen:-none}" >&2
    exit 1
  fi
  echo "waiting for ${target}: $waited of $DEADLINE_SECONDS s; last answer: \${seen:-none}"
  sleep "$INTERVAL_SECONDS"
done
echo "found ${target}"
`;
}
