import { join } from 'node:path';
import type { Api } from './api';
import { type ControlPlane, writeKubeconfig } from './control-plane';

/** How a program reaches the API server as someone. */
export interface ClientFiles {
  /** With a token, as a pod has one. */
  readonly kubeconfig: string;
  /** For programs that know no kubeconfig: address, and files of the authority, a certificate and its key. */
  readonly server: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** A token of a ServiceAccount, `<namespace>/<name>`, as the kubelet would mount it into a pod. */
export async function tokenOf(api: Api, serviceAccount: string, expirationSeconds?: number): Promise<string> {
  const [namespace = '', name = ''] = serviceAccount.split('/');
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds } };
  return (await api.create<{ status: { token: string } }>(path, request)).status.token;
}

/** Writes into a folder what a program needs to speak to the API server with the rights of a ServiceAccount. */
export async function writeClientFiles(
  folder: string,
  { api, authority, ports }: ControlPlane,
  serviceAccount: string,
): Promise<ClientFiles> {
  const [namespace = '', name = ''] = serviceAccount.split('/');
  const port = ports['kube-apiserver'];
  const token = await tokenOf(api, serviceAccount);
  const certificate = await authority.issue(`${namespace}.${name}`, {
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`],
  });
  const kubeconfig = writeKubeconfig(join(folder, `${namespace}.${name}.kubeconfig`), port, authority.cert, { token });
  return { kubeconfig, server: `https://127.0.0.1:${port}`, ca: authority.cert, ...certificate };
}
