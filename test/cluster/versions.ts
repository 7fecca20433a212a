import { parse } from 'yaml';
import { NEWEST_VERSION, TESTED_VERSIONS } from '../../lib/kube/kubernetes-versions';
import type { Mapping } from '../../lib/platform/profiles';
import { NIGHTLY } from './nightly';
import type { ToolName } from './tools';

/** A tested minor version of Kubernetes. */
export type Version = (typeof TESTED_VERSIONS)[number];

/** Version of the control plane in `tools/kubernetes`, on which the complete suite runs. */
const SUITE_VERSION: Version = '1.36';

/** The API server of each version. */
export const API_SERVERS: Readonly<Record<Version, ToolName>> = {
  '1.34': 'kube-apiserver-1.34',
  '1.36': 'kube-apiserver',
  '1.37': 'kube-apiserver-1.37',
};

/** Versions whose API servers this run tests: the suite's and the default one with every change, all at night. */
export const VERSIONS = TESTED_VERSIONS.filter(
  (version) => NIGHTLY || version === SUITE_VERSION || version === NEWEST_VERSION,
);

/** The text of a platform file for the suite's control plane, unless it names a version itself. */
export function onSuiteVersion(yaml: string): string {
  const file = (parse(yaml) ?? {}) as Mapping;
  return JSON.stringify({ ...file, cluster: { version: SUITE_VERSION, ...(file['cluster'] as Mapping | undefined) } });
}
