import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { mayConnect } from '../../lib/checks/read/network-policies';
import type { Subject } from '../../lib/checks/subject';
import type { Manifest, Pod, Stored } from '../cluster/wire-types';
import { containerOf, type RunningContainer } from './inspect';

const run = promisify(execFile);

/** An address that pods may try to reach. */
export interface Target {
  readonly name: string;
  /** Address and port. */
  readonly address: string;
}

/** A port of a pod. */
export interface Listener extends Target {
  readonly pod: Stored<Pod>;
  readonly port: number;
  readonly portName?: string;
}

const componentOf = ({ metadata }: Stored<Pod>) =>
  metadata.labels?.['app.kubernetes.io/component'] ?? metadata.name.replace(/-\d+$/, '');

/** The TCP ports that containers declare. */
export function listeners(containers: readonly RunningContainer[]): Listener[] {
  return containers.flatMap(({ pod, container }) =>
    (containerOf({ pod, container })?.ports ?? [])
      .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
      .map(({ containerPort: port, name: portName }) => ({
        name: `${componentOf(pod)}:${port}`,
        address: `${pod.status?.podIP}:${port}`,
        pod,
        port,
        portName,
      })),
  );
}

/** The addresses that answer to the network of a container, be it with a refusal. */
export async function probed(
  program: string,
  from: RunningContainer,
  targets: readonly Target[],
): Promise<Set<string>> {
  const addresses = targets.map(({ address }) => address);
  const args = ['--target', String(from.pid), '--net', program, 'probe', ...addresses];
  const { stdout } = await run('nsenter', args, { timeout: 60_000 });
  return new Set(stdout.trim().split('\n'));
}

/** Whether the policies of manifests let a pod connect to a port of another pod. */
export function allowed(manifests: readonly Manifest[], from: Stored<Pod>, { pod, port, portName }: Listener): boolean {
  const subject = subjectOf(manifests);
  const { egress, ingress } = mayConnect(subject, peerOf(from), peerOf(pod), { number: port, name: portName });
  return egress && ingress;
}

const subjects = new WeakMap<readonly Manifest[], Subject>();

function subjectOf(manifests: readonly Manifest[]): Subject {
  let subject = subjects.get(manifests);
  if (subject === undefined) {
    subject = {
      objects: manifests.map((manifest) => ({ manifest, path: manifest.metadata.name })),
    };
    subjects.set(manifests, subject);
  }
  return subject;
}

const peerOf = ({ metadata: { namespace = '', labels = {} } }: Stored<Pod>) => ({ namespace, labels });
