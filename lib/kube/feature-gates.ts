/** Feature gates of the horizontal pod autoscaler. */
export type FeatureGate = 'HPAConfigurableTolerance' | 'HPAScaleToZero';

/**
 * First minor version of Kubernetes 1 with the gate on by default (pkg/features/kube_features.go of v1.37.2). Both gates are
 * alpha and off before.
 */
const ON_SINCE: Readonly<Record<FeatureGate, number>> = { HPAConfigurableTolerance: 35, HPAScaleToZero: 37 };

/** All feature gates. */
export const FEATURE_GATES: readonly string[] = Object.keys(ON_SINCE);

/** Newest version of Kubernetes that the cluster test runs. */
export const TESTED_VERSION = '1.36';

/** The form of a version: the oldest supported one is 1.34. */
export const SUPPORTED_VERSION = /^1\.(3[4-9]|[4-9]\d)$/;

/** First version of Kubernetes with the gate on by default, such as `1.36`. */
export function onSince(gate: FeatureGate): string {
  return `1.${ON_SINCE[gate]}`;
}

/** Whether a gate is on by default in a version of Kubernetes, such as `1.36`. */
export function isOn(gate: FeatureGate, version: string): boolean {
  return minorOf(version) >= ON_SINCE[gate];
}

/** First version with MutatingAdmissionPolicy in admissionregistration.k8s.io/v1 (pkg/features/kube_features.go of v1.37.2). */
export const MUTATING_POLICIES_SINCE = '1.36';

/** Whether a version of Kubernetes serves MutatingAdmissionPolicy in a stable version. */
export function hasMutatingPolicies(version: string): boolean {
  return minorOf(version) >= minorOf(MUTATING_POLICIES_SINCE);
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
