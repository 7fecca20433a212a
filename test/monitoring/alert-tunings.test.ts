import { Manifests } from '../support/platform';

interface RuleManifest {
  readonly spec: {
    readonly groups: readonly { readonly rules: readonly { alert?: string; labels?: Record<string, string> }[] }[];
  };
}

/** The severities of the rules that a platform renders for an alert with a critical and a warning level. */
function severities(tuning: string): (string | undefined)[] {
  const manifests = Manifests.of(
    `monitoring: { enabled: true, alerts: { NodeFilesystemAlmostOutOfSpace: ${tuning} } }\n`,
  );
  return manifests
    .kind('PrometheusRule')
    .flatMap((object) => (object as unknown as RuleManifest).spec.groups)
    .flatMap(({ rules }) => rules)
    .filter(({ alert }) => alert === 'NodeFilesystemAlmostOutOfSpace')
    .map(({ labels }) => labels?.severity);
}

test.each([
  ['no change', '{}', ['critical', 'warning']],
  ['the whole alert disabled', '{ enabled: false }', []],
  ['another value for a severity of a disabled alert', '{ enabled: false, critical: { threshold: 1 } }', []],
  ['one severity enabled of a disabled alert', '{ enabled: false, critical: { enabled: true } }', ['critical']],
  ['one severity disabled', '{ critical: { enabled: false } }', ['warning']],
])('%s: renders exactly the enabled severities', (_, tuning, expected) => {
  expect(severities(tuning)).toEqual(expected);
});
