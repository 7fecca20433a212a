import { z } from 'zod';
import { labelValue } from './values';
import { labelKey, objectName } from './common';

const labels = (what: string) =>
  z
    .record(labelKey(), z.string().describe('Value, a string.'))
    .default({})
    .describe(`${what} of the action pods, in addition to the ones that OpenWhisk sets.`);

const tolerationSchema = z
  .strictObject({
    key: labelKey().describe('Key of the taint.'),
    operator: z.enum(['Equal', 'Exists']).default('Equal').describe('How the value is compared.'),
    value: labelValue().optional().describe('Value of the taint.'),
    effect: z
      .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
      .default('NoSchedule')
      .describe('Effect of the taint.'),
  })
  .describe('A taint that action pods tolerate.');

/** An object of the Kubernetes API, whose fields a rule of the platform file validates. */
const kubernetes = (kind: string) => z.record(z.string(), z.unknown()).describe(`Kubernetes ${kind}.`);

/** The template of action pods. */
export const actionTemplateSchema = z
  .strictObject({
    labels: labels('Labels'),
    annotations: labels('Annotations'),
    nodeSelector: z
      .record(labelKey(), labelValue().describe('Value of the label.'))
      .default({})
      .describe('Labels that the nodes must have.'),
    tolerations: z
      .array(tolerationSchema)
      .default([])
      .describe('Taints that action pods tolerate, in addition to the taint of the invoker nodes.'),
    priorityClassName: objectName().optional().describe('Priority class of the action pods.'),
    runtimeClassName: objectName().optional().describe('Runtime class of the action pods, such as gvisor.'),
    affinity: kubernetes('Affinity')
      .optional()
      .describe(
        'Kubernetes Affinity of the action pods. Required node affinity goes to nodeSelector: OpenWhisk adds an alternative to it.',
      ),
    topologySpreadConstraints: z
      .array(kubernetes('TopologySpreadConstraint'))
      .default([])
      .describe('Kubernetes TopologySpreadConstraints of the action pods.'),
    securityContext: kubernetes('PodSecurityContext')
      .optional()
      .describe("Kubernetes PodSecurityContext of the action pods, within the namespace's level baseline."),
    container: kubernetes('Container')
      .optional()
      .describe(
        'Fields of the container that runs the action (Kubernetes Container), such as securityContext, volumeMounts and lifecycle. OpenWhisk sets name, image, env, ports and resources.',
      ),
    sidecars: z
      .array(kubernetes('Container'))
      .default([])
      .describe(
        'Further containers of each action pod (Kubernetes Container). A pod serves once all of them are ready.',
      ),
    initContainers: z
      .array(kubernetes('Container'))
      .default([])
      .describe(
        'Containers that run before each action container (Kubernetes Container); each cold start waits for them.',
      ),
    volumes: z.array(kubernetes('Volume')).default([]).describe('Volumes of the action pods (Kubernetes Volume).'),
  })
  .prefault({})
  .describe(
    'Pod template of the Kubernetes container factory for action pods. Fields that the client in the images drops are refused.',
  );
