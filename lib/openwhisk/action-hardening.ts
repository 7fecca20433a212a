import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { PlatformChart } from '../kube/platform-chart';
import type { OpenWhisk } from '../platform/model';
import { ACTION_POD_LABELS } from './action-pods';
import { openwhiskComponent } from './component';

/** Properties of {@link ActionHardening}. */
export interface ActionHardeningProps {
  readonly hardening: OpenWhisk['actions']['hardening'];
  /** Namespace that has action pods only. @default - action pods share the platform's namespace */
  readonly namespace?: string;
}

/**
 * Fields of action pods that the invokers' client drops from the template: the API server sets them when it admits a pod (Kubernetes,
 * "Mutating Admission Policy"). An error of the evaluation refuses the pod.
 */
export class ActionHardening extends Construct {
  constructor(scope: Construct, id: string, { hardening, namespace }: ActionHardeningProps) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    const metadata = chart.clusterMetadata(openwhiskComponent('actions', 'openwhisk'));
    const labels = { ...ACTION_POD_LABELS, release: chart.settings.instance };
    const fields = [
      ...(hardening.seccomp ? [SECCOMP] : []),
      ...(hardening.userNamespaces ? ['hostUsers: false'] : []),
    ].join(', ');
    const apiVersion = 'admissionregistration.k8s.io/v1';
    new ApiObject(this, 'Policy', {
      apiVersion,
      kind: 'MutatingAdmissionPolicy',
      metadata: { ...metadata },
      spec: {
        failurePolicy: 'Fail',
        reinvocationPolicy: 'IfNeeded',
        matchConstraints: {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace ?? chart.settings.namespace } },
          // In a namespace of their own, a pod without the labels is an action pod, too.
          ...(namespace === undefined ? { objectSelector: { matchLabels: labels } } : {}),
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        mutations: [
          {
            patchType: 'ApplyConfiguration',
            applyConfiguration: { expression: `Object{spec: Object.spec{${fields}}}` },
          },
        ],
      },
    });
    new ApiObject(this, 'Binding', {
      apiVersion,
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { ...metadata },
      spec: { policyName: metadata.name },
    });
  }
}

const SECCOMP =
  'securityContext: Object.spec.securityContext{seccompProfile: Object.spec.securityContext.seccompProfile{type: "RuntimeDefault"}}';
