import { CLUSTER_SECRETS, INSECURE } from '../../kube/annotations';
import type { CheckedObject } from '../subject';
import { finding, type Check, type Finding } from '../finding';
import { monitoringObjects, reasonFor, specOf } from '../read/monitoring-objects';
import { includes, type PolicyRule } from '../read/rights';

const KINDS = [
  'ServiceMonitor',
  'PodMonitor',
  'Probe',
  'ScrapeConfig',
  'Prometheus',
  'PrometheusAgent',
  'Alertmanager',
];

/**
 * Certificates are verified, Prometheus sends none of its files to a target, and no ServiceAccount may read Secrets
 * cluster-wide; exceptions carry their reason in an annotation.
 */
export const verifiedScrapes: Check = (subject) => [
  ...monitoringObjects(subject, ...KINDS).flatMap((object) => monitorFindings(object)),
  ...subject.objects
    .filter(({ manifest }) => manifest.kind === 'ClusterRole')
    .flatMap((object) => roleFindings(object)),
];

function monitorFindings(object: CheckedObject): Finding[] {
  const fields = fieldsOf(specOf<unknown>(object), []);
  const unverified = fields.filter(([path, value]) => path.endsWith('insecureSkipVerify') && value === true);
  const files = fields.filter(([path]) => path.endsWith('bearerTokenFile'));
  return [
    ...(reasonFor(object, INSECURE) ? [] : unverified).map(([path]) =>
      finding(
        'FS-607',
        object,
        `${path} is true: the certificate is not verified`,
        `give the CA, or say by the annotation ${INSECURE} why there is none`,
      ),
    ),
    ...files.map(([path]) =>
      finding(
        'FS-607',
        object,
        `${path} makes Prometheus send a file of its own`,
        'use authorization or a scrape class',
      ),
    ),
  ];
}

/** All values in an object with their paths. */
function fieldsOf(value: unknown, path: readonly string[]): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]];
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, [...path, key]));
}

const READING = ['get', 'list', 'watch'];

function roleFindings(role: CheckedObject): Finding[] {
  if (reasonFor(role, CLUSTER_SECRETS)) return [];
  const rules = (role.manifest['rules'] ?? []) as readonly PolicyRule[];
  const reads = rules.some(
    ({ apiGroups = [], resources = [], verbs }) =>
      includes(apiGroups, '') && includes(resources, 'secrets') && READING.some((verb) => includes(verbs, verb)),
  );
  if (!reads) return [];
  const fix = `use a Role in each namespace, or say by the annotation ${CLUSTER_SECRETS} why it must`;
  return [finding('FS-607', role, 'may read the Secrets of every namespace', fix)];
}
