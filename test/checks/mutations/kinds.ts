import { CONFIGURATION } from './configuration';
import { MONITORING } from './monitoring';
import type { MutationKind } from './mutation';
import { NETWORK } from './network';
import { REFERENCES } from './references';
import { SECURITY } from './security';
import { TRACING } from './tracing';
import { WORKLOADS } from './workloads';

/** All ways of spoiling manifests. */
export const KINDS: readonly MutationKind[] = [
  ...REFERENCES,
  ...WORKLOADS,
  ...SECURITY,
  ...NETWORK,
  ...MONITORING,
  ...CONFIGURATION,
  ...TRACING,
];
