import { familiesOf, familyOf, labelsOf, sourcesOf } from '../../../lib/mixins/catalogue';
import { source } from '../../../lib/mixins/families/family';
import { parseFamilies } from '../../../lib/mixins/families/parse';
import { IMAGE_NAMES, IMAGES, type ImageName } from '../../../lib/catalogue/images';
import { METRICS } from '../../../lib/mixins';
import { METRIC_SOURCES } from '../../../lib/catalogue/sources';

describe('the written form of a family', () => {
  it('has a name, a type and, where there are any, a stability and labels', () => {
    expect(parseFamilies('\n  a_total counter/stable code,verb\n  b gauge\n', true)).toEqual([
      { name: 'a_total', type: 'counter', stability: 'stable', labels: ['code', 'verb'], captured: true },
      { name: 'b', type: 'gauge', labels: [], captured: true },
    ]);
  });

  it.each(['a_total', 'a_total number', 'a_total counter/old', 'a_total counter code, verb'])('is not `%s`', (line) => {
    expect(() => parseFamilies(line, true)).toThrow(`this line is not: ${line}`);
  });

  it('exists once per source', () => {
    const twice = () => source({ program: 'Demo', version: '1.0', captured: 'a gauge', documented: 'a counter' });
    expect(twice).toThrow('Demo: the family a is listed twice; keep one line');
  });
});

describe('the catalogue', () => {
  it.each(Object.entries(METRICS).filter(([, { image }]) => image))(
    'has the version that is deployed: %s',
    (_, metrics) => {
      const tag = IMAGES[metrics.image as ImageName].split(':')[1] ?? '';
      expect(`${tag.replace(/^v/, '')}.`).toMatch(new RegExp(`^${metrics.version.replaceAll('.', '[.]')}[.]`));
    },
  );

  it('names the image of every source that the platform runs', () => {
    // The tag of Fluentd's image does not name the plugin's version, etcd is the cluster's, and OpenWhisk's tags are derived.
    const missing = METRIC_SOURCES.filter((name) => (IMAGE_NAMES as string[]).includes(name) && !METRICS[name].image);
    expect(missing).toEqual(['etcd', 'fluentd', 'user-events']);
  });

  it('has every family under a valid Prometheus name, without duplicate labels', () => {
    const all = METRIC_SOURCES.flatMap((name) => familiesOf(name));
    expect(all.length).toBeGreaterThan(2000);
    for (const { name, labels } of all) {
      expect(name).toMatch(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/);
      for (const label of labels) expect(label).toMatch(/^(?!le$|quantile$)[a-zA-Z_][a-zA-Z0-9_]*$/);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it('has no family that is both shared and a source’s own', () => {
    for (const name of METRIC_SOURCES) {
      const names = familiesOf(name).map((family) => family.name);
      expect(names.filter((family, index) => names.indexOf(family) !== index)).toEqual([]);
    }
  });

  it('gives a histogram three series, and only the buckets have `le`', () => {
    const histogram = 'apiserver_request_duration_seconds';
    const labels = ['component', 'dry_run', 'group', 'resource', 'scope', 'subresource', 'verb', 'version'];
    expect(labelsOf('apiserver', `${histogram}_bucket`)).toEqual([...labels, 'le']);
    expect(labelsOf('apiserver', `${histogram}_count`)).toEqual(labels);
    expect(labelsOf('apiserver', `${histogram}_sum`)).toEqual(labels);
    expect(labelsOf('apiserver', histogram)).toBeUndefined();
  });

  it('gives a summary its quantiles under its own name', () => {
    expect(labelsOf('prometheus', 'prometheus_target_interval_length_seconds')).toEqual(['interval', 'quantile']);
    expect(labelsOf('prometheus', 'prometheus_target_interval_length_seconds_count')).toEqual(['interval']);
  });

  it('finds the sources of a series', () => {
    expect(sourcesOf('kube_pod_status_phase')).toEqual(['kube-state-metrics']);
    expect(sourcesOf('container_cpu_usage_seconds_total')).toEqual(['kubelet-cadvisor', 'kubelet-resource']);
    expect(sourcesOf('etcd_server_has_leader')).toEqual(['etcd', 'openwhisk-etcd']);
    expect(sourcesOf('kube_pod_status_phases')).toEqual([]);
  });

  it('has the series that Prometheus adds to every source, and families shared by programs', () => {
    expect(sourcesOf('up')).toEqual(METRIC_SOURCES);
    expect(sourcesOf('process_open_fds')).toEqual(expect.arrayContaining(['apiserver', 'grafana', 'redis-exporter']));
    expect(sourcesOf('go_goroutines')).not.toContain('redis-exporter');
  });

  it('has the stability of Kubernetes metrics', () => {
    expect(familyOf('apiserver', 'apiserver_request_total')).toMatchObject({ type: 'counter', stability: 'stable' });
    expect(familyOf('kubelet', 'kubelet_running_pods')).toMatchObject({ type: 'gauge', stability: 'alpha' });
    expect(familyOf('couchdb', 'couchdb_open_databases')?.stability).toBeUndefined();
  });
});
