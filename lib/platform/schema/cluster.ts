import { z } from 'zod';
import { IMAGE_NAMES } from '../../catalogue/images';
import { count, dnsLabel, image, labelKey, objectName } from './common';

/** The cluster that the platform is applied to. */
export const clusterSchema = z
  .strictObject({
    domain: z
      .string()
      .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, { error: 'a DNS domain in lower case, such as cluster.local' })
      .default('cluster.local')
      .describe('DNS domain of the cluster.'),
    dnsService: z
      .string()
      .regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, { error: '<service>.<namespace>, such as kube-dns.kube-system' })
      .default('kube-dns.kube-system')
      .describe('Service and namespace of the cluster DNS, `<service>.<namespace>`; nginx resolves names with it.'),
    controlPlane: z
      .enum(['managed', 'kubeadm'])
      .default('managed')
      .describe(
        'managed: the provider runs the control plane, and only the API server can be watched. kubeadm: the controller manager, the scheduler, etcd and kube-proxy are watched, too; they must serve metrics beyond the loopback address (docs/monitoring.md).',
      ),
    kubeletCertificates: z
      .enum(['self-signed', 'cluster'])
      .default('self-signed')
      .describe(
        "Who signed the kubelets' serving certificates: each itself, so that they cannot be verified, or the cluster's authority (serverTLSBootstrap).",
      ),
  })
  .prefault({})
  .describe('The cluster that the platform is applied to.');

/** Where images come from. */
export const imagesSchema = z
  .strictObject({
    registry: z
      .string()
      .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/, {
        error: 'host[:port][/path] in lower case without a scheme, such as registry.example.org/mirror',
      })
      .optional()
      .describe('Registry, with an optional path, that takes the place of the registry of every image.'),
    pullPolicy: z
      .enum(['Always', 'IfNotPresent', 'Never'])
      .default('IfNotPresent')
      .describe('When a node pulls an image.'),
    pullSecrets: z
      .array(objectName().describe('Name of a Secret of type kubernetes.io/dockerconfigjson.'))
      .default([])
      .describe('Names of Secrets of type kubernetes.io/dockerconfigjson, for all pods.'),
    overrides: z
      .partialRecord(z.enum(IMAGE_NAMES as [string, ...string[]]), image().describe('Complete reference of the image.'))
      .default({})
      .describe('Complete references that replace single images, by image name.'),
  })
  .prefault({})
  .describe('Where images come from.');

/** How pods find their nodes. */
export const placementSchema = z
  .strictObject({
    affinity: z
      .boolean()
      .default(true)
      .describe(
        'Node affinity by role, and replicas on different nodes where possible. Off: every pod may run anywhere.',
      ),
    tolerations: z
      .boolean()
      .default(true)
      .describe('Tolerate the taint `<nodeLabel>=<role>:NoSchedule` of the own role.'),
    nodeLabel: labelKey().default('openwhisk-role').describe('Key of the node label and of the taint.'),
    roles: z
      .strictObject({
        core: dnsLabel().default('core').describe('Label value of nodes for controllers and stores.'),
        edge: dnsLabel().default('edge').describe('Label value of nodes for the entry point (nginx).'),
        invoker: dnsLabel().default('invoker').describe('Label value of nodes for invokers and user actions.'),
        provider: dnsLabel().default('provider').describe('Label value of nodes for event providers.'),
      })
      .prefault({})
      .describe('Values of the node label.'),
    spread: z
      .array(
        z
          .strictObject({
            topologyKey: labelKey().describe('Node label whose values are the parts of the cluster.'),
            maxSkew: count(1, 100).default(1).describe('How many more replicas one part may have than another.'),
            whenUnsatisfiable: z
              .enum(['ScheduleAnyway', 'DoNotSchedule'])
              .default('ScheduleAnyway')
              .describe('Whether a replica that would break this starts all the same, or waits.'),
          })
          .describe('How replicas are spread over the parts of the cluster.'),
      )
      .default([{ topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' }])
      .describe('How the replicas of a component are spread. Not used without affinity.'),
  })
  .prefault({})
  .describe('How pods find their nodes.');

/** Data that outlives its pod. */
export const persistenceSchema = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Keep data in persistent volumes. Off: data goes with its pod.'),
    storageClassName: objectName()
      .optional()
      .describe("Storage class of every claim. Default: the cluster's default class."),
  })
  .prefault({})
  .describe('Data that outlives its pod.');

/** Waiting init containers. */
export const launchOrderSchema = z
  .strictObject({
    tryTimeoutSeconds: count(1, 60).default(5).describe('Longest time of one try, in seconds.'),
    intervalSeconds: count(1, 60).default(2).describe('Pause between two tries, in seconds.'),
    deadlineSeconds: count(10, 86400)
      .default(900)
      .describe('Time after which a waiting init container fails and says what is missing, in seconds.'),
    argocdSyncWaves: z
      .boolean()
      .default(false)
      .describe('Annotate every workload with its Argo CD sync wave, the number of steps before it.'),
  })
  .prefault({})
  .describe('How components wait for each other.');

/** Changes to single manifests that no property covers. */
export const amendmentsSchema = z
  .array(
    z
      .strictObject({
        kind: z.string().min(1).describe('Kind of the object, such as StatefulSet.'),
        name: z.string().min(1).describe('Name of the object.'),
        patch: z
          .array(
            z
              .strictObject({
                op: z.enum(['add', 'replace', 'remove']).describe('What to do.'),
                path: z
                  .string()
                  .startsWith('/', { error: 'a JSON pointer such as /spec/replicas' })
                  .describe('JSON pointer into the manifest, such as /spec/replicas.'),
                value: z.unknown().optional().describe('The new value.'),
              })
              .describe('An operation of a JSON patch.'),
          )
          .min(1)
          .describe('Operations of a JSON patch (RFC 6902).'),
      })
      .describe('Changes to one manifest.'),
  )
  .default([])
  .describe('Last changes to single manifests. One that does not fit its object is an error.');
