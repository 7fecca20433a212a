import { hostname, userInfo } from 'node:os';
import { UserError } from '../text/user-error';
import { ApiError, type Cluster } from './cluster';
import { inventoryName } from './inventory';

/** Seconds after which a lock that is not renewed counts as abandoned, and between two renewals. */
const LEASE_SECONDS = 30;
const RENEWAL_SECONDS = 10;

interface Lease {
  readonly metadata: { readonly resourceVersion: string };
  readonly spec?: { readonly holderIdentity?: string; readonly acquireTime?: string; readonly renewTime?: string };
}

/** A platform that another run changes at the moment. */
class LockedError extends UserError {
  public override readonly name = 'LockedError';

  constructor(platform: string, { holderIdentity = 'unknown', acquireTime = 'unknown' }: NonNullable<Lease['spec']>) {
    super(
      `${holderIdentity} has been changing the platform ${platform} since ${acquireTime}; nothing was changed\n  fix: wait for its end; ${LEASE_SECONDS} s after a run that was killed, the platform is free again`,
    );
  }
}

/**
 * Keeps other runs from changing a platform, by a Lease beside its inventory.
 *
 * @returns a function that lets others in again
 * @throws LockedError if another run changes the platform
 */
export async function lock(cluster: Cluster, namespace: string, platform: string): Promise<() => Promise<void>> {
  const name = inventoryName(platform);
  const leases = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
  const acquired = now();
  const lease = (resourceVersion?: string): object => ({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
    spec: {
      holderIdentity: `${userInfo().username} on ${hostname()}, process ${process.pid}`,
      leaseDurationSeconds: LEASE_SECONDS,
      acquireTime: acquired,
      renewTime: now(),
    },
  });
  const path = `${leases}/${name}`;
  try {
    await cluster.send({ method: 'POST', path: leases, body: lease() });
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error;
    const other = await cluster.send<Lease>({ method: 'GET', path });
    if (Date.now() - Date.parse(other.spec?.renewTime ?? '') < LEASE_SECONDS * 1000)
      throw new LockedError(platform, other.spec ?? {});
    await takeOver(() => cluster.send({ method: 'PUT', path, body: lease(other.metadata.resourceVersion) }), platform);
  }
  const renew = (): void => {
    const body = { spec: { renewTime: now() } };
    // A renewal that fails is repeated ten seconds later, long before the lock is abandoned.
    cluster.send({ method: 'PATCH', path, body, type: 'application/merge-patch+json' }).catch(() => undefined);
  };
  const timer = setInterval(renew, RENEWAL_SECONDS * 1000);
  return async () => {
    clearInterval(timer);
    await cluster.persist({ method: 'DELETE', path }, LEASE_SECONDS).catch(ignoreMissing);
  };
}

/** Two runs may find the same abandoned lock; the API server lets one of them have it. */
async function takeOver(put: () => Promise<unknown>, platform: string): Promise<void> {
  try {
    await put();
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) throw new LockedError(platform, {});
    throw error;
  }
}

/** The lock has gone with its namespace, or its server. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
}

/** The present time as Leases hold it, in microseconds. */
function now(): string {
  return new Date().toISOString().replace('Z', '000Z');
}
