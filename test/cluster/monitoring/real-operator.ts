import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import type { Cluster } from '../harness';
import type { Manifest } from '../wire-types';

const NAMESPACE = 'monitoring';
const OPERATOR = `${NAMESPACE}/owdev-prometheus-operator`;
const PROMETHEUS = `${NAMESPACE}/owdev-prometheus`;
const MOUNTED = '/var/run/secrets/kubernetes.io/serviceaccount';

/** A scrape configuration as the operator generates it. */
export interface ScrapeJob {
  readonly job_name: string;
  readonly relabel_configs?: { readonly source_labels?: readonly string[]; readonly target_label?: string }[];
  readonly kubernetes_sd_configs?: { kubeconfig_file?: string }[];
  readonly authorization?: { credentials_file?: string };
  readonly tls_config?: { ca_file?: string; insecure_skip_verify?: boolean };
}

/** A configuration of Prometheus as the operator generates it. */
export interface Configuration {
  readonly scrape_configs: ScrapeJob[];
  readonly alerting?: { alertmanagers: ScrapeJob[] };
  readonly rule_files?: string[];
  readonly remote_write?: { readonly url: string }[];
}

/** Starts the operator of a platform with the rights of its own ServiceAccount, with its webhook and metrics at a port. */
export async function startOperator(cluster: Cluster, manifests: readonly Manifest[], port: number): Promise<void> {
  await cluster.apply(await servingSecrets(cluster, manifests));
  await cluster.startAs(OPERATOR, 'prometheus-operator', ({ server, ca, cert, key }) => [
    ...operatorArgs(manifests),
    `--apiserver=${server}`,
    `--ca-file=${ca}`,
    `--cert-file=${cert}`,
    `--key-file=${key}`,
    `--web.listen-address=127.0.0.1:${port}`,
    `--web.cert-file=${join(cluster.folder, 'serving.crt')}`,
    `--web.key-file=${join(cluster.folder, 'serving.key')}`,
  ]);
}

/** The configuration that the operator generated for a program; nothing before it has. */
export async function generatedConfig(
  cluster: Cluster,
  name: string,
  file = 'prometheus.yaml',
): Promise<string | undefined> {
  const secret = await cluster.api.find<{ data?: Record<string, string> }>(
    `/api/v1/namespaces/${NAMESPACE}/secrets/${name}`,
  );
  const data = secret?.data?.[`${file}.gz`];
  return data && gunzipSync(Buffer.from(data, 'base64')).toString('utf8');
}

/** The Secrets that the certificate jobs create; here no container runs. The server of the operator has the same certificate. */
async function servingSecrets(cluster: Cluster, manifests: readonly Manifest[]): Promise<Manifest[]> {
  const { cert, key } = await cluster.authority.issue('serving', {
    user: 'serving',
    serves: ['DNS:monitoring.svc', 'DNS:*.monitoring.svc', 'IP:127.0.0.1'],
  });
  const data = { 'tls.crt': readFileSync(cert).toString('base64'), 'tls.key': readFileSync(key).toString('base64') };
  writeFileSync(join(cluster.folder, 'serving.crt'), readFileSync(cert));
  writeFileSync(join(cluster.folder, 'serving.key'), readFileSync(key));
  const jobs = manifests.filter(
    ({ kind, metadata }) => kind === 'Job' && /^owdev-(serving|node-exporter)-certificate-/.test(metadata.name),
  );
  return jobs.map(({ metadata: { name, namespace } }) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: name.replace(/-[^-]+$/, ''), namespace },
    data,
  }));
}

/** The arguments of the manifest, without those that name an address or a file of the pod. */
function operatorArgs(manifests: readonly Manifest[]): string[] {
  const deployment = manifests.find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'owdev-prometheus-operator',
  ) as unknown as { spec: { template: { spec: { containers: { args: string[] }[] } } } };
  const args = deployment.spec.template.spec.containers[0]?.args ?? [];
  return args.filter((arg) => !/^--web\.(listen-address|cert-file|key-file)=/.test(arg));
}

/** Starts Prometheus beside the cluster with a configuration of the operator and the rights of its own ServiceAccount. */
export async function startPrometheus(
  cluster: Cluster,
  config: Configuration,
  port: number,
  args: readonly string[] = [],
): Promise<void> {
  await cluster.startAs(PROMETHEUS, 'prometheus', ({ kubeconfig, ca }) => {
    const token = join(cluster.folder, 'token');
    writeFileSync(token, '');
    const file = join(cluster.folder, 'prometheus-generated.yaml');
    writeFileSync(file, stringify(outsideOfAPod(config, { kubeconfig, ca, token }, cluster.folder)));
    return [
      ...args,
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(cluster.folder, 'prometheus-generated')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
  });
}

/** The same configuration for a Prometheus that runs beside the cluster instead of in a pod. */
function outsideOfAPod(
  config: Configuration,
  { kubeconfig, ca, token }: { readonly kubeconfig: string; readonly ca: string; readonly token: string },
  folder: string,
): object {
  const text = JSON.stringify(config)
    .replaceAll(`${MOUNTED}/token`, token)
    .replaceAll(`${MOUNTED}/ca.crt`, ca)
    .replace(/\/etc\/prometheus\/certs\/[^"]+-client_tls\.crt/g, join(folder, 'serving.crt'))
    .replace(/\/etc\/prometheus\/certs\/[^"]+\.key/g, join(folder, 'serving.key'))
    .replace(/\/etc\/prometheus\/certs\/[^"]+\.crt/g, ca)
    // The config reloader puts the number of the shard there.
    .replaceAll('$(SHARD)', '0');
  const moved = JSON.parse(text) as Configuration;
  const jobs = [...moved.scrape_configs, ...(moved.alerting?.alertmanagers ?? [])];
  for (const discovery of jobs.flatMap((job) => job.kubernetes_sd_configs ?? []))
    discovery.kubeconfig_file = kubeconfig;
  return { ...moved, rule_files: [] };
}
