import { Cluster } from '../harness';
import { freePorts } from '../ports';
import { until } from '../wait';
import type { Manifest } from '../wire-types';
import {
  apiAvailable,
  certificateFiles,
  containerOf,
  NAMESPACE,
  onLoopback,
  runCertificateJob,
  withArgs,
} from './extension';
import type { UsageServer } from './usage-server';

const METRICS_SERVER = 'owdev-metrics-server';

/** What became of metrics-server. */
export interface Metered {
  /** What the job of the certificate said. */
  readonly job: string;
  /** Where metrics-server listens on loopback. */
  readonly port: number;
}

/** Applies manifests with metrics-server, and runs it as they say, with the rights of its account, before one stand-in kubelet. */
export async function startMetricsServer(
  cluster: Cluster,
  manifests: readonly Manifest[],
  kubelet: UsageServer,
): Promise<Metered> {
  const [port = 0] = await freePorts(1);
  const { errors } = await cluster.apply(onLoopback(manifests, { [METRICS_SERVER]: port }));
  if (errors.length > 0) throw new Error(JSON.stringify(errors, undefined, 2));
  const job = await runCertificateJob(cluster, manifests);
  const serving = await certificateFiles(cluster);
  await cluster.startAs(`${NAMESPACE}/${METRICS_SERVER}`, 'metrics-server', ({ kubeconfig }) =>
    withArgs(containerOf(manifests, 'Deployment', METRICS_SERVER).args, {
      kubeconfig,
      'authentication-kubeconfig': kubeconfig,
      'authorization-kubeconfig': kubeconfig,
      'bind-address': '127.0.0.1',
      'secure-port': String(port),
      'tls-cert-file': serving.cert,
      'tls-private-key-file': serving.key,
      'kubelet-certificate-authority': cluster.authority.cert,
      'kubelet-use-node-status-port': undefined,
      'kubelet-port': String(kubelet.port),
    }),
  );
  const available = async () => {
    cluster.processes.assertRunning();
    return (await apiAvailable(cluster, 'v1beta1.metrics.k8s.io')) === true;
  };
  await until(available, {
    timeoutSeconds: 90,
    what: 'the API server hands requests to metrics-server',
    intervalMs: 500,
  });
  return { job, port };
}
