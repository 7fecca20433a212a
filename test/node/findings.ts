import { execFileSync } from 'node:child_process';
import type { Manifest, Pod, Stored } from '../cluster/wire-types';
import { containerOf, type RunningContainer } from './inspect';
import { allowed, listeners, probed } from './reach';

/** Pods whose connections are tried at a time. */
const PROBES = 6;

/** Pods in the node's network have no policies: what they reach is the node's matter. */
export function ofPodNetwork(containers: readonly RunningContainer[]): RunningContainer[] {
  return containers.filter(({ pod }) => !pod.spec?.hostNetwork);
}

/** Init containers that did not run exactly once, to their end; the number of all of them. */
export function initContainers(pods: readonly Stored<Pod>[]): { failed: string[]; count: number } {
  const ended = pods.flatMap(({ metadata, spec, status }) =>
    (status?.initContainerStatuses ?? [])
      .filter(({ name }) => spec?.initContainers?.find((one) => one.name === name)?.restartPolicy !== 'Always')
      .map(({ name, state, restartCount }) => ({
        name: `${metadata.name}/${name}`,
        once: state?.terminated?.exitCode === 0 && restartCount === 0,
      })),
  );
  return { failed: ended.filter(({ once }) => !once).map(({ name }) => name), count: ended.length };
}

/** Containers that may do more than a restricted one, with what they may. */
export function looseContainers(containers: readonly RunningContainer[]): string[] {
  const found = containers.flatMap((running) => {
    const { name, uid, capabilities, noNewPrivileges, seccomp, readOnlyRoot } = running;
    const declared = containerOf(running)?.securityContext?.readOnlyRootFilesystem ?? false;
    const loose = [
      uid === 0 && 'root',
      capabilities !== 0n && `capabilities ${capabilities.toString(16)}`,
      !noNewPrivileges && 'new privileges',
      !seccomp && 'no seccomp filter',
      !readOnlyRoot && 'writable root',
      readOnlyRoot !== declared && 'another root than declared',
    ].filter((one) => one !== false);
    return loose.length > 0 ? [`${name.replace(/^.*\//, '')}: ${loose.join(', ')}`] : [];
  });
  return [...new Set(found)].sort();
}

/** What the stand-ins report of the connections that they hold, by component and port of the page. */
export function heldConnections(
  containers: readonly RunningContainer[],
  pages: Readonly<Record<string, number>>,
): { failed: string[]; held: string[] } {
  const seen = Object.entries(pages).flatMap(([component, port]) => {
    const found = containers.filter(({ container }) => container === component);
    if (found.length === 0) return [`${component} does not run`];
    return found.flatMap(({ pid }) => {
      const url = `http://127.0.0.1:${port}/stand-in`;
      const curl = ['curl', '--silent', '--max-time', '5', url];
      const text = execFileSync('nsenter', ['--target', String(pid), '--net', ...curl], { encoding: 'utf8' });
      const { connections } = JSON.parse(text) as { connections: Record<string, string> };
      return Object.entries(connections).map(([to, result]) => `${component} to ${to}: ${result}`);
    });
  });
  const ok = (line: string) => line.endsWith(': ok');
  const held = seen.filter(ok).map((line) => line.replace(/: ok$/, ''));
  return { failed: seen.filter((line) => !ok(line)), held: [...new Set(held)] };
}

/** What of a matrix of all pods to all their ports is not as the policies say. */
export interface Matrix {
  readonly wrong: readonly string[];
  readonly pods: number;
  readonly tried: number;
  readonly open: number;
}

/** Tries every port of every pod from every pod. @param program - the one that tries */
export async function matrix(
  program: string,
  manifests: readonly Manifest[],
  containers: readonly RunningContainer[],
): Promise<Matrix> {
  const targets = listeners(containers);
  const pods = [...new Map(containers.map((one) => [one.pod.metadata.uid, one])).values()];
  const wrong: string[] = [];
  let open = 0;
  const left = [...pods];
  const work = async () => {
    for (let from = left.shift(); from; from = left.shift()) {
      const reached = await probed(program, from, targets);
      for (const to of targets) {
        const may = allowed(manifests, from.pod, to);
        if (reached.has(to.address)) open += 1;
        // A pod reaches itself without a policy.
        if (reached.has(to.address) !== may && to.pod.metadata.uid !== from.pod.metadata.uid)
          wrong.push(
            `${from.pod.metadata.name} → ${to.name}: ${may ? 'allowed, but does not arrive' : 'denied, but arrives'}`,
          );
      }
    }
  };
  await Promise.all(Array.from({ length: PROBES }, work));
  return { wrong: wrong.sort(), pods: pods.length, tried: pods.length * targets.length, open };
}
