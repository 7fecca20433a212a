import type { Env } from '../kube/env';

/** Environment with the heap and options of a JVM, and the writable directory that the start script needs. */
export function jvmEnv({
  heapMiB,
  jvmOptions,
  logLevel,
}: {
  heapMiB: number;
  jvmOptions: string;
  logLevel: string;
}): Env {
  return {
    JAVA_OPTS: [`-Xmx${heapMiB}M`, jvmOptions].filter(Boolean).join(' '),
    CONFIG_logback_log_level: logLevel,
    HOME: '/tmp',
  };
}
