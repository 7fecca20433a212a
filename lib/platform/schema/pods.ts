import { z } from 'zod';
import { LABEL_NAME } from './values';
import { annotations, count, labelKey, objectName } from './common';
import { spreadRule } from './spread';

/** The value of a label. */
export const labelValue = () =>
  z
    .string()
    .regex(new RegExp(`^(${LABEL_NAME})?$`), {
      error: "at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit",
    })
    .describe('Value of the label.');

/** A taint that pods tolerate. */
export const toleration = z
  .strictObject({
    key: labelKey().optional().describe('Key of the taint. Default: every taint, with operator Exists.'),
    operator: z.enum(['Equal', 'Exists']).default('Equal').describe('How the value is compared.'),
    value: labelValue().optional().describe('Value of the taint, for operator Equal. Default: the empty string.'),
    effect: z
      .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
      .optional()
      .describe('Effect of the taint. Default: every effect.'),
    tolerationSeconds: count(0, 31_536_000)
      .optional()
      .describe('Time until a running pod is evicted, in seconds, for effect NoExecute. Default: it stays.'),
  })
  .describe('A taint that the pods tolerate.');

const shape = () => ({
  nodeSelector: z.record(labelKey(), labelValue()).default({}).describe('Labels that the nodes must have.'),
  tolerations: z
    .array(toleration)
    .default([])
    .describe(
      'Taints that the pods tolerate, as on dedicated nodes. The node exporter tolerates every taint by default, and only these if there are any.',
    ),
  affinity: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      'Kubernetes Affinity: nodeAffinity, podAffinity or podAntiAffinity, each in place of the one that the platform sets.',
    ),
  priorityClassName: objectName().optional().describe("Priority class. Default: the component's own, or none."),
  labels: z
    .record(labelKey(), labelValue())
    .default({})
    .describe('Labels of the pods, in addition to the labels that select them.'),
  annotations: annotations().describe('Annotations of the pods.'),
});

const DESCRIPTION = 'Placement, priority, labels and annotations of the pods.';

/** Settings of the only pod of a component, or of one pod per node. */
export const pods = () => z.strictObject(shape()).prefault({}).describe(DESCRIPTION);

/** Settings of the pods of a component that can have several. */
export const severalPods = () =>
  z
    .strictObject({
      ...shape(),
      spread: z
        .array(spreadRule)
        .optional()
        .describe('Topology spread constraints of several pods. Default: placement.spread.'),
    })
    .prefault({})
    .describe(DESCRIPTION);

/** Storage class of one component's claims. */
export const storageClassName = () =>
  objectName().optional().describe('Storage class of the claims. Default: persistence.storageClassName.');

const fate = (when: string) => z.enum(['Retain', 'Delete']).default('Retain').describe(`Fate of the claims ${when}.`);

/** Retention of the claims of a StatefulSet. */
export const claimRetention = () =>
  z
    .strictObject({
      whenDeleted: fate('when the component is deleted'),
      whenScaled: fate('of pods that a smaller number of replicas removes'),
    })
    .prefault({})
    .describe('Retention of the claims (Kubernetes `persistentVolumeClaimRetentionPolicy`).');
