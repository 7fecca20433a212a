import type { FeatureName } from '../../lib/kube/kubernetes-versions';
import type { Manifest } from './wire-types';

const metadata = { name: 'feature', namespace: 'default' };

/** A Deployment with fields of its pods, and of their container. */
function pods(spec: object, container: object = {}): Manifest {
  const labels = { app: 'feature' };
  const containers = [{ name: 'a', image: 'registry.example/a:1', ...container }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers, ...spec } } },
  };
}

function projected(source: object): Manifest {
  return pods({ volumes: [{ name: 'v', projected: { sources: [source] } }] });
}

function autoscaler(fields: object): Manifest {
  const metric = { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '10' } };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
      maxReplicas: 3,
      metrics: [{ type: 'External', external: metric }],
      ...fields,
    },
  };
}

/** An object that uses each feature. */
export const FEATURE_OBJECTS: Readonly<Record<FeatureName, Manifest>> = {
  HPAConfigurableTolerance: autoscaler({ behavior: { scaleUp: { tolerance: '50m' } } }),
  HPAScaleToZero: autoscaler({ minReplicas: 0 }),
  ImageVolume: pods({ volumes: [{ name: 'v', image: { reference: 'registry.example/b:1' } }] }),
  EnvFiles: pods(
    { volumes: [{ name: 'v', emptyDir: {} }] },
    { env: [{ name: 'E', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'env', key: 'E' } } }] },
  ),
  ContainerRestartRules: pods(
    {},
    {
      restartPolicy: 'Always',
      restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
    },
  ),
  HostnameOverride: pods({ hostnameOverride: 'feature.example' }),
  MutatingAdmissionPolicy: {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name: 'feature' },
    spec: {
      reinvocationPolicy: 'Never',
      matchConstraints: {
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      },
      mutations: [
        {
          patchType: 'ApplyConfiguration',
          applyConfiguration: { expression: 'Object{spec: Object.spec{hostUsers: false}}' },
        },
      ],
    },
  },
  MaxUnavailableStatefulSet: {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: {
      ...(pods({})['spec'] as object),
      serviceName: 'feature',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } },
    },
  },
  PodCertificateRequest: projected({
    podCertificate: { signerName: 'example.org/signer', keyType: 'ECDSAP256', credentialBundlePath: 'bundle.pem' },
  }),
  ClusterTrustBundleProjection: projected({
    clusterTrustBundle: { name: 'example', path: 'ca.pem' },
  }),
};
