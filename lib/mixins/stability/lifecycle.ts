import { UserError } from '../../text/user-error';
import type { Stability } from '../families/parse';

/** The form of a minor version. */
export const MINOR_VERSION = /^1\.(\d+)$/;

/** Number of releases that still serve a deprecated metric (k8s.io/component-base, metrics/registry.go). */
const KEPT_RELEASES: Readonly<Record<Stability, number>> = { stable: 3, beta: 1, alpha: 0, internal: 0 };

/** Class and deprecation of a metric. */
export interface Lifecycle {
  /** @default alpha, as in Kubernetes' framework */
  readonly stability?: Stability;
  /** Minor version that deprecated it. @default - it is not deprecated. */
  readonly deprecated?: string;
}

/** How a component runs. */
export interface ComponentOptions {
  /** The flag `--show-hidden-metrics-for-version`. @default - hidden metrics are not served. */
  readonly showHidden?: string;
}

/**
 * Whether a component hides a metric. A deprecated metric is hidden once its class's number of releases has passed, except in the first
 * alpha release of the boundary version.
 *
 * @param version - a version such as `1.37`, or an alpha release such as `1.37.0-alpha.0`.
 * @throws for a value of the flag that the component refuses
 */
export function isHidden(
  { stability = 'alpha', deprecated }: Lifecycle,
  version: string,
  options: ComponentOptions = {},
): boolean {
  const { showHidden } = options;
  if (showHidden !== undefined) assertPrevious(showHidden, version);
  if (deprecated === undefined || showHidden !== undefined) return false;
  const boundary = minorOf(deprecated) + KEPT_RELEASES[stability];
  const running = minorOf(version);
  return running > boundary || (running === boundary && !version.endsWith('-alpha.0'));
}

/** The first minor version that hides a deprecated metric; nothing if it is not deprecated. */
export function hiddenFrom({ stability = 'alpha', deprecated }: Lifecycle): string | undefined {
  return deprecated === undefined ? undefined : `1.${minorOf(deprecated) + KEPT_RELEASES[stability]}`;
}

/** A component accepts only its previous minor version for the flag. */
function assertPrevious(showHidden: string, version: string): void {
  const previous = `1.${minorOf(version) - 1}`;
  if (showHidden === previous) return;
  throw new UserError(
    `--show-hidden-metrics-for-version=${showHidden} is refused by Kubernetes ${version}; allowed: ${previous}, its previous minor version`,
  );
}

/** The number of a minor version. */
export function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
