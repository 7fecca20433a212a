import { type Api, ApiError } from './api';
import { Follower } from './follower';
import type { PersistentVolume, PersistentVolumeClaim, Stored } from './wire-types';

/** Name of the default storage class. */
const STORAGE_CLASS = 'standard';

const PROVISIONER = 'faas-stack/test-cluster';

/** Set by the scheduler once it knows the node of the first pod that uses a claim. */
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

const CLAIMS = '/api/v1/persistentvolumeclaims';
const VOLUMES = '/api/v1/persistentvolumes';

/** The kind and place of a volume, by a name of its own and its node. */
export type VolumeSource = (id: string, node: string) => object;

const NOWHERE: VolumeSource = (id) => ({ hostPath: { path: `/volumes/${id}` } });

/**
 * Stands in for a CSI driver: makes a volume for each claim of the default storage class once a pod needs it, and
 * removes it when the claim is gone. By default a volume can be reached from every node and nothing is stored in it.
 */
export class Provisioner {
  private readonly claims: Follower<PersistentVolumeClaim>;
  private readonly volumes: Follower<PersistentVolume>;

  constructor(
    private readonly api: Api,
    private readonly source: VolumeSource = NOWHERE,
  ) {
    this.claims = new Follower<PersistentVolumeClaim>(api, CLAIMS, (claim) => void this.serve(claim));
    this.volumes = new Follower<PersistentVolume>(api, VOLUMES, (volume) => void this.reclaim(volume));
  }

  /** Creates the default storage class and begins to serve claims. */
  async start(): Promise<void> {
    await this.api.create('/apis/storage.k8s.io/v1/storageclasses', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: STORAGE_CLASS, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: PROVISIONER,
      volumeBindingMode: 'WaitForFirstConsumer',
      reclaimPolicy: 'Delete',
      allowVolumeExpansion: true,
    });
    await Promise.all([this.claims.start(), this.volumes.start()]);
  }

  stop(): void {
    this.claims.stop();
    this.volumes.stop();
  }

  private async serve({ metadata, spec, status }: Stored<PersistentVolumeClaim>): Promise<void> {
    if (spec?.storageClassName !== STORAGE_CLASS || status?.phase !== 'Pending' || spec.volumeName) return;
    const node = metadata.annotations?.[SELECTED_NODE];
    if (node === undefined) return;
    const { name, namespace, uid, resourceVersion } = metadata;
    const volume = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `pvc-${uid}`, annotations: { 'pv.kubernetes.io/provisioned-by': PROVISIONER } },
      spec: {
        storageClassName: STORAGE_CLASS,
        persistentVolumeReclaimPolicy: 'Delete',
        accessModes: spec.accessModes,
        volumeMode: spec.volumeMode,
        capacity: { storage: spec.resources?.requests?.['storage'] },
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid, resourceVersion },
        ...this.source(uid, node),
      },
    };
    // A claim changes several times until it is bound; only the first change finds no volume of its name.
    await unless(409, this.api.create(VOLUMES, volume));
  }

  private async reclaim({ metadata, spec, status }: Stored<PersistentVolume>): Promise<void> {
    if (spec?.storageClassName !== STORAGE_CLASS || status?.phase !== 'Released' || metadata.deletionTimestamp) return;
    await unless(404, this.api.send('DELETE', `${VOLUMES}/${metadata.name}`));
  }
}

/** Waits for a request, whose refusal with the given status is as good as success. */
async function unless(status: number, request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === status)) throw error;
  }
}
