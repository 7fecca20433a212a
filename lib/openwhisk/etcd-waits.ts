import type { Endpoint } from '../kube/endpoint';
import { httpGet, type Wait } from '../kube/waits';

/** etcd is healthy (etcd documentation, "Monitoring etcd", health check). */
export function etcdHealthy(endpoint: Endpoint): Wait {
  return {
    endpoint,
    what: 'etcd',
    attempt: [
      `answer=$(${httpGet('/health')} -O -) || return 1`,
      'echo "$answer"',
      'case "$answer" in *\'"health":"true"\'*) ;; *) false ;; esac',
    ].join('\n'),
  };
}
