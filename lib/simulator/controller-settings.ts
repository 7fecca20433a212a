/** Configuration of kube-controller-manager, as far as its horizontal pod autoscaler reads it. Times are in seconds. */
export interface ControllerSettings {
  /** Time between two syncs (`--horizontal-pod-autoscaler-sync-period`). @default 15 */
  readonly syncPeriod?: number;
  /**
   * Distance from the target that changes nothing, as a fraction of the target, unless the `behavior` has its own
   * (`--horizontal-pod-autoscaler-tolerance`). @default 0.1
   */
  readonly tolerance?: number;
  /**
   * Time that a higher recommendation holds, unless the `behavior` has its own window
   * (`--horizontal-pod-autoscaler-downscale-stabilization`). @default 300
   */
  readonly downscaleStabilization?: number;
  /**
   * Time after a pod's start when its CPU counts only if it is ready
   * (`--horizontal-pod-autoscaler-cpu-initialization-period`). @default 300
   */
  readonly cpuInitializationPeriod?: number;
  /**
   * Time after a pod's start when its first readiness is expected
   * (`--horizontal-pod-autoscaler-initial-readiness-delay`). @default 30
   */
  readonly initialReadinessDelay?: number;
  /** Feature gate HPAScaleToZero: zero replicas for Object and External metrics. @default true */
  readonly scaleToZero?: boolean;
  /** Feature gate HPAConfigurableTolerance: the tolerances of the `behavior` apply. @default true */
  readonly configurableTolerance?: boolean;
}

/** Default settings, with both feature gates on. */
export const DEFAULT_SETTINGS: Required<ControllerSettings> = {
  syncPeriod: 15,
  tolerance: 0.1,
  downscaleStabilization: 300,
  cpuInitializationPeriod: 300,
  initialReadinessDelay: 30,
  scaleToZero: true,
  configurableTolerance: true,
};
