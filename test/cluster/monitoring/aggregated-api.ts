import { readFileSync } from 'node:fs';
import type { Manifest } from '../wire-types';

/** An API server of its own that listens on loopback. */
export interface AggregatedApi {
  /** Like `metrics.k8s.io`. */
  readonly group: string;
  readonly version: string;
  readonly port: number;
  /** File of the certificate authority that signed its certificate, which must be for `<group with dashes>.<namespace>.svc`. */
  readonly caFile: string;
  readonly namespace: string;
}

/** The Service of {@link aggregatedApi}, by which the certificate must call the server. */
export function aggregatedService(group: string, namespace: string): { name: string; host: string } {
  const name = group.replaceAll('.', '-');
  return { name, host: `${name}.${namespace}.svc` };
}

/** What makes the API server hand a group's requests to a server on loopback, which no Service with pods can lead to. */
export function aggregatedApi({ group, version, port, caFile, namespace }: AggregatedApi): Manifest[] {
  const { name } = aggregatedService(group, namespace);
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: { type: 'ExternalName', externalName: 'localhost' },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `${version}.${group}` },
      spec: {
        group,
        version,
        groupPriorityMinimum: 100,
        versionPriority: 100,
        caBundle: readFileSync(caFile).toString('base64'),
        service: { name, namespace, port },
      },
    },
  ];
}
