import { podAmount } from '../../kube/footprint';
import { finding, type Check } from '../finding';
import { amountOf, itemsAt, textAt, valueAt } from '../read/loose';
import { loosePods, type LoosePods } from '../read/loose-pods';

const DISK = 'ephemeral-storage';

/**
 * Volumes on the disk of the node, when they are full, fit the limits of their pod: the kubelet adds what they hold to the logs and the
 * root file systems of the containers, and evicts a pod above the sum of the limits (Kubernetes, "Local ephemeral storage"). A container
 * without a limit adds nothing to that sum.
 */
export const scratchVolumes: Check = (subject) =>
  loosePods(subject).flatMap((pods) => {
    const limit = limitOf(pods);
    const volumes = itemsAt(pods.spec, 'volumes').flatMap((volume) => {
      const size = amountOf(valueAt(volume, 'emptyDir', 'sizeLimit'));
      const isOnDisk = textAt(volume, 'emptyDir', 'medium') !== 'Memory';
      return size !== undefined && isOnDisk ? [{ name: textAt(volume, 'name') ?? '', size }] : [];
    });
    const sum = volumes.reduce((total, { size }) => total + size, 0);
    if (limit === undefined || sum <= limit) return [];
    const [held, allowed] = [sum, limit].map((bytes) => `${Math.ceil(bytes / 2 ** 20)}Mi`);
    const names = volumes.map(({ name }) => name).join(', ');
    const problem = `its volumes ${names} may hold ${held}, and the limits of its containers allow ${allowed} of ${DISK}: the kubelet evicts the pod before they are full`;
    const fix = `raise resources.limits.${DISK} above ${held}, or lower sizeLimit`;
    return [finding('FS-348', pods.object, problem, fix, [...pods.path, 'volumes'])];
  });

/** The limit of a pod; none where no container has one. */
function limitOf({ containers }: LoosePods): number | undefined {
  const all = containers.map(({ fields, path, lasts }) => ({
    isInit: path.includes('initContainers'),
    amount: amountOf(valueAt(fields, 'resources', 'limits', DISK)),
    sidecar: lasts,
  }));
  if (all.every(({ amount }) => amount === undefined)) return undefined;
  return podAmount(
    all.filter(({ isInit }) => isInit).map(({ amount = 0, sidecar }) => ({ amount, sidecar })),
    all.filter(({ isInit }) => !isInit).map(({ amount = 0 }) => amount),
  );
}
