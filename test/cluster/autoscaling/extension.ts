import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cluster } from '../harness';
import { tokenOf } from '../service-account';
import type { Manifest } from '../wire-types';

const run = promisify(execFile);

/** The namespace of what measures. */
export const NAMESPACE = 'autoscaling';

const CERTIFICATE = 'owdev-serving-certificate';

interface PodSpec {
  readonly template: {
    readonly spec: { readonly containers: { readonly command?: string[]; readonly args?: string[] }[] };
  };
}

/** Arguments and command of the container of a workload, by the prefix of its name. */
export function containerOf(
  manifests: readonly Manifest[],
  kind: string,
  name: string,
): { command: string[]; args: string[] } {
  const found = manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name.startsWith(name));
  const [container] = (found?.['spec'] as PodSpec | undefined)?.template.spec.containers ?? [];
  if (!container) throw new Error(`there is no ${kind} ${name}`);
  return { command: container.command ?? [], args: container.args ?? [] };
}

/**
 * The manifests as they can work here: what extends the API listens on loopback, to which no Service with pods can lead. All
 * else, names and trust included, is as it is written.
 */
export function onLoopback(manifests: readonly Manifest[], ports: Readonly<Record<string, number>>): Manifest[] {
  return manifests.map((manifest) => {
    const { name } = manifest.metadata;
    if (manifest.kind === 'Service' && ports[name] !== undefined) {
      return { ...manifest, spec: { type: 'ExternalName', externalName: 'localhost' } };
    }
    if (manifest.kind !== 'APIService') return manifest;
    const spec = manifest['spec'] as { service: { name: string } };
    return { ...manifest, spec: { ...spec, service: { ...spec.service, port: ports[spec.service.name] } } };
  });
}

/** Runs the job that makes the certificate and has it trusted: its own script, with the rights of its own account. */
export async function runCertificateJob(cluster: Cluster, manifests: readonly Manifest[]): Promise<string> {
  const [shell = '', ...args] = containerOf(manifests, 'Job', CERTIFICATE).command;
  const folder = join(cluster.folder, 'certificate-job');
  mkdirSync(folder);
  writeFileSync(join(folder, 'token'), await tokenOf(cluster.api, `${NAMESPACE}/${CERTIFICATE}`));
  writeFileSync(join(folder, 'ca.crt'), readFileSync(cluster.authority.cert));
  const env = {
    ...process.env,
    NAMESPACE,
    TOKEN_DIR: folder,
    KUBERNETES_API: `https://127.0.0.1:${cluster.ports['kube-apiserver']}`,
  };
  return (await run(shell, args, { env })).stdout;
}

/** What the kubelet would mount of the certificate. */
export async function certificateFiles(cluster: Cluster): Promise<{ readonly cert: string; readonly key: string }> {
  const path = `/api/v1/namespaces/${NAMESPACE}/secrets/${CERTIFICATE}`;
  const secret = await cluster.api.find<{ data: Record<string, string> }>(path);
  const file = (key: string) => {
    const name = join(cluster.folder, `serving.${key}`);
    writeFileSync(name, Buffer.from(secret?.data[key] ?? '', 'base64'));
    return name;
  };
  return { cert: file('tls.crt'), key: file('tls.key') };
}

/** Arguments with others in the place of some; `undefined` leaves one out. */
export function withArgs(args: readonly string[], changes: Readonly<Record<string, string | undefined>>): string[] {
  const kept = args.filter((arg) => !(arg.replace(/^--([^=]+).*$/, '$1') in changes));
  return [
    ...kept,
    ...Object.entries(changes).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
  ];
}

/** Waits for nothing: whether the API server has found what extends it, and why not. */
export async function apiAvailable(cluster: Cluster, name: string): Promise<string | true> {
  const found = await cluster.api.find<{
    status?: { conditions?: { type: string; status: string; message?: string }[] };
  }>(`/apis/apiregistration.k8s.io/v1/apiservices/${name}`);
  const condition = found?.status?.conditions?.find(({ type }) => type === 'Available');
  if (condition?.status !== 'True') return condition?.message ?? 'no condition';
  // The status changes a little before the API server goes by it.
  const [, version = '', group = ''] = /^([^.]+)\.(.+)$/.exec(name) ?? [];
  return cluster.api.find(`/apis/${group}/${version}`).then(
    () => true,
    ({ message }: Error) => message,
  );
}
