import { isQuantity, parseQuantity } from '../../text/quantity';

/**
 * Values that the API server writes where a manifest leaves the field out, wherever the field occurs (k8s.io/kubernetes,
 * pkg/apis/{apps,batch,core,storage}/v1/defaults.go).
 */
const DEFAULTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['completionMode', 'NonIndexed'],
  ['defaultMode', 0o644],
  ['dnsPolicy', 'ClusterFirst'],
  ['failureThreshold', 3],
  ['imagePullPolicy', 'IfNotPresent'],
  ['periodSeconds', 10],
  ['podManagementPolicy', 'OrderedReady'],
  ['preemptionPolicy', 'PreemptLowerPriority'],
  ['protocol', 'TCP'],
  ['reclaimPolicy', 'Delete'],
  ['restartPolicy', 'Always'],
  ['schedulerName', 'default-scheduler'],
  ['scheme', 'HTTP'],
  ['successThreshold', 1],
  ['terminationGracePeriodSeconds', 30],
  ['terminationMessagePath', '/dev/termination-log'],
  ['terminationMessagePolicy', 'File'],
  ['timeoutSeconds', 1],
  ['volumeBindingMode', 'Immediate'],
  ['volumeMode', 'Filesystem'],
]);

/** Fields that hold quantities. */
const QUANTITIES = ['requests', 'limits'];

/** Whether two values are the same to the API server, which has filled in the defaults of both. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(normalized(a)) === JSON.stringify(normalized(b));
}

/** A value without defaults and empty fields, with its keys sorted and its quantities as numbers. */
function normalized(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => normalized(item));
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const fields = Object.entries(value as Record<string, unknown>)
    .filter(([key, child]) => DEFAULTS.get(key) !== child)
    .map(([key, child]) => [key, QUANTITIES.includes(field) ? amountOf(child) : normalized(child, key)] as const)
    .filter(([, child]) => child !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function amountOf(value: unknown): unknown {
  const isAmount = typeof value === 'string' || typeof value === 'number';
  return isAmount && isQuantity(value) ? parseQuantity(value) : value;
}
