import { z } from 'zod';
import { IMAGE_NAMES } from '../../catalogue/images';
import { NEWEST_VERSION, OLDEST_VERSION, VERSION } from '../../kube/kubernetes-versions';
import {
  count,
  digest,
  dnsLabel,
  dnsName,
  image,
  ipAddress,
  labelKey,
  objectName,
  port,
  registryPrefix,
  taggedImage,
} from './common';
import { proxyPods } from './proxy-pods';
import { spreadRule } from './spread';
import { anyObjectName, kind } from './values';

/** A list of TCP or UDP ports. */
const ports = (...defaults: readonly number[]) =>
  z
    .array(port().describe('Port.'))
    .min(1)
    .default([...defaults]);

function isPortRange(text: string): boolean {
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? [];
  return Number(first) >= 1 && Number(first) <= Number(last) && Number(last) <= 65_535;
}

/** The cluster that the platform is applied to. */
export const clusterSchema = z
  .strictObject({
    version: z
      .string()
      .regex(VERSION, { error: `a minor version from ${OLDEST_VERSION} on, in quotes, such as "${NEWEST_VERSION}"` })
      .default(NEWEST_VERSION)
      .describe(
        `Minor version of Kubernetes in quotes, from "${OLDEST_VERSION}" on. It decides which features of the API are used (docs/kubernetes-versions.md). Default: the newest version that is tested; a later one is a warning.`,
      ),
    domain: dnsName('cluster.local').default('cluster.local').describe('DNS domain of the cluster.'),
    dnsService: z
      .string()
      .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, {
        error: '<service>.<namespace>, such as kube-dns.kube-system',
      })
      .default('kube-dns.kube-system')
      .describe(
        'Service and namespace of the cluster DNS, `<service>.<namespace>`: the resolver of nginx, and the namespace whose pods every pod may query.',
      ),
    dnsAddresses: z
      .array(ipAddress())
      .default(['169.254.20.10'])
      .describe(
        'Addresses of DNS servers that every pod may query, besides the pods in the namespace of `dnsService`. Default: the address of NodeLocal DNSCache. Add the cluster IP of `dnsService` where the cache intercepts it, or where the network plugin evaluates policies before it translates addresses of Services, and 169.254.169.254 for Cloud DNS of GKE.',
      ),
    dnsMetrics: z
      .boolean()
      .default(true)
      .describe(
        'Watch the cluster DNS: CoreDNS, whose pods in the namespace of `dnsService` have the label `k8s-app: kube-dns` and serve metrics at port 9153. false for any other DNS, such as kube-dns and Cloud DNS of GKE: no target, rules or dashboard of CoreDNS.',
      ),
    dnsPorts: ports(53).describe(
      'Ports of the DNS servers, which network policies open: a policy sees the port of the pod, not of the Service (OpenShift: 5353).',
    ),
    apiServerPorts: ports(443, 6443).describe(
      'Ports of the API server, which network policies open: of its Service, and of its own address (minikube: 8443, MicroK8s: 16443).',
    ),
    ingressController: proxyPods()
      .optional()
      .describe(
        'The Ingress controller. Network policies open the pods behind an Ingress of the platform to it alone. Default: they are open to every pod of the cluster. Leave it out for a controller in the network of its node, whose pods no policy can select.',
      ),
    ipFamilies: z
      .array(z.enum(['IPv4', 'IPv6']).describe('IP family.'))
      .min(1)
      .max(2)
      .refine((families) => new Set(families).size === families.length, { error: 'each IP family once' })
      .default(['IPv4'])
      .describe(
        'IP families of pods and Services. Services with a single address have one of the first family. With both, the entry point has an address of each, and nginx listens for both. IPv4 has to be the first (docs/openwhisk.md).',
      ),
    nodePorts: z
      .string()
      .refine(isPortRange, { error: 'a range of ports, such as 30000-32767' })
      .default('30000-32767')
      .describe('Ports that the API server gives to Services of type NodePort (its flag `--service-node-port-range`).'),
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
        "Issuer of the kubelets' serving certificates: self-signed, so that they cannot be verified, or the cluster CA (serverTLSBootstrap).",
      ),
  })
  .prefault({})
  .describe('The cluster that the platform is applied to.');

/** Image sources. */
export const imagesSchema = z
  .strictObject({
    registry: registryPrefix()
      .optional()
      .describe('Registry, with an optional path, that replaces the registry of every image.'),
    pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).default('IfNotPresent').describe('Image pull policy.'),
    pullSecrets: z
      .array(objectName().describe('Name of a Secret of type kubernetes.io/dockerconfigjson.'))
      .max(100)
      .default([])
      .describe(
        'Names of Secrets of type kubernetes.io/dockerconfigjson, for all pods: each exists in every namespace of the platform, also of action pods.',
      ),
    overrides: z
      .partialRecord(z.enum(IMAGE_NAMES as [string, ...string[]]), image().describe('Complete reference of the image.'))
      .default({})
      .describe('Complete references that override individual images, by image name.'),
    digests: z
      .record(taggedImage(), digest().describe('Digest of the image index, which holds for every architecture.'))
      .default({})
      .describe(
        'Digests by reference, such as `docker.io/library/nginx:1.28.0`. A node then pulls exactly these bytes, from whichever registry. `npx faas-stack images --format digests | sh | npx faas-stack images --pin` writes them (docs/air-gap.md).',
      ),
  })
  .prefault({})
  .describe('Image sources.');

/** Placement of pods on nodes. */
export const placementSchema = z
  .strictObject({
    affinity: z
      .boolean()
      .default(true)
      .describe(
        'Node affinity by role, and preferred anti-affinity between replicas. Off: every pod may run on any node.',
      ),
    tolerations: z
      .boolean()
      .default(true)
      .describe('Tolerate the taint `<nodeLabel>=<role>:NoSchedule` of the role of each component.'),
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
      .array(spreadRule)
      .default([{ topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' }])
      .describe('Topology spread constraints of each component. Ignored without affinity.'),
  })
  .prefault({})
  .describe('Placement of pods on nodes.');

/** Persistence of data beyond the life of a pod. */
export const persistenceSchema = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Keep data in persistent volumes. Off: data is lost with its pod.'),
    storageClassName: objectName()
      .optional()
      .describe("Storage class of every claim. Default: the cluster's default class."),
  })
  .prefault({})
  .describe('Persistence of data beyond the life of a pod.');

/** Waiting init containers. */
export const launchOrderSchema = z
  .strictObject({
    tryTimeoutSeconds: count(1, 60).default(5).describe('Timeout of a single try, in seconds.'),
    intervalSeconds: count(1, 60).default(2).describe('Pause between tries, in seconds.'),
    deadlineSeconds: count(10, 86400)
      .default(900)
      .describe('Deadline in seconds, after which a waiting init container fails and reports what is missing.'),
    argocdSyncWaves: z
      .boolean()
      .default(false)
      .describe('Annotate every workload with its Argo CD sync wave: the number of launch steps before it.'),
  })
  .prefault({})
  .describe('Waiting init containers: how components wait for each other.');

/** Patches of individual manifests, for what no property covers. */
export const amendmentsSchema = z
  .array(
    z
      .strictObject({
        kind: kind().describe('Kind of the object, such as StatefulSet.'),
        name: anyObjectName().describe('Name of the object.'),
        patch: z
          .array(
            z
              .strictObject({
                op: z.enum(['add', 'replace', 'remove']).describe('Operation.'),
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
      .describe('Patches of one manifest.'),
  )
  .default([])
  .describe('JSON patches applied last, to individual manifests. A patch that does not apply is an error.');
