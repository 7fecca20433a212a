import { RULE_GROUPS } from '../../../lib/mixins';
import { recordingRule } from '../../../lib/mixins/alerts/group';
import { Manifests } from '../../support/platform';

/** What a monitor throws away, as far as a test looks into it. */
interface Monitor {
  readonly spec: {
    readonly endpoints: readonly {
      readonly metricRelabelings?: readonly {
        readonly action?: string;
        readonly sourceLabels?: readonly string[];
        readonly regex?: string;
      }[];
    }[];
  };
}

const monitors = Manifests.of('monitoring: {enabled: true}\n').kind('ServiceMonitor') as unknown as Monitor[];
const drops = monitors
  .flatMap(({ spec }) => spec.endpoints)
  .flatMap(({ metricRelabelings = [] }) => metricRelabelings)
  .filter(({ action }) => action === 'drop');
const isDropped = (name: string, labels: Readonly<Record<string, string>>): boolean =>
  drops.some(({ sourceLabels = [], regex = '' }) =>
    new RegExp(`^(?:${regex})$`).test(
      sourceLabels.map((label) => (label === '__name__' ? name : (labels[label] ?? ''))).join(';'),
    ),
  );
const expressions = RULE_GROUPS.flatMap(({ alerts, records }) => [
  ...records.map((record) => recordingRule(record).rule.expr),
  ...Object.entries(alerts).flatMap(([name, alert]) => alert.rules(name, '').map(({ rule }) => rule.expr)),
]);
/** The buckets that rules ask for by their bound: name and bound. */
const buckets = expressions.flatMap((expr) =>
  [...expr.matchAll(/(\w+_bucket)\{[^}]*\ble="([^"]+)"/g)].map(([, name = '', le = '']) => ({ name, le })),
);

test('monitors keep the buckets that rules select by their bound', () => {
  expect(drops.length).toBeGreaterThan(0);
  expect(buckets).toContainEqual({ name: 'apiserver_request_sli_duration_seconds_bucket', le: '30.0' });
  expect(buckets.filter(({ name, le }) => isDropped(name, { le }))).toEqual([]);
});

test('monitors keep other buckets only where rules need them', () => {
  expect(isDropped('apiserver_request_sli_duration_seconds_bucket', { le: '25.0' })).toBe(true);
  expect(isDropped('apiserver_request_sli_duration_seconds_bucket', { le: '15' })).toBe(true);
});
