import { Manifests } from '../support/platform';

/** Every mode with components of its own. */
const MODES = {
  standard: 'profile: standard',
  lean: 'profile: lean',
  production: 'profile: production',
  scheduled: 'openwhisk: {scheduler: {enabled: true}, metrics: {userEvents: {enabled: true}}}',
  docker: 'openwhisk: {invoker: {containerFactory: docker}}',
};
type Labels = Readonly<Record<string, string>>;
type Selecting = { readonly spec: { selector: { matchLabels: Labels }; template: { metadata: { labels: Labels } } } };

test.each(Object.entries(MODES))('4: selectors find the pods of one workload, and its alone: %s', (_, yaml) => {
  const manifests = Manifests.of(yaml);
  const workloads = ['Deployment', 'StatefulSet', 'DaemonSet'].flatMap((kind) => manifests.kind(kind));
  const pods = workloads.map(({ metadata, spec }) => ({
    name: metadata.name,
    labels: (spec as Selecting['spec']).template.metadata.labels,
  }));
  const found = (selector: Labels): string[] =>
    pods
      .filter(({ labels }) => Object.entries(selector).every(([key, value]) => labels[key] === value))
      .map(({ name }) => name);
  for (const { metadata, spec } of workloads) {
    expect(found((spec as Selecting['spec']).selector.matchLabels)).toEqual([metadata.name]);
  }
  for (const { metadata, spec } of manifests.kind('Service')) {
    const [workload, ...others] = found((spec as { selector: Labels }).selector);
    // The gate of the API gateway is a second Service of nginx.
    expect([metadata.name, 'owdev-nginx']).toContain(workload);
    expect(others).toEqual([]);
  }
});
