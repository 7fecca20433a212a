import { at, inContainers, inPods, type Change, type MutationKind } from './mutation';

const API: Readonly<Record<string, string>> = {
  Deployment: 'extensions/v1beta1',
  PodDisruptionBudget: 'policy/v1beta1',
  HorizontalPodAutoscaler: 'autoscaling/v2beta2',
  ClusterRole: 'rbac.authorization.k8s.io/v1beta1',
  NetworkPolicy: 'extensions/v1beta1',
};

/** Files in ConfigMaps whose names match, changed. */
function files(pattern: RegExp, ...changes: ((text: string) => string)[]): NonNullable<MutationKind['places']> {
  return (manifest) =>
    manifest.kind === 'ConfigMap'
      ? at(manifest, 'data', '*')
          .filter(({ path }) => pattern.test(String(path.at(-1))))
          .flatMap(({ path, value }) =>
            changes
              .map((change): Change => ({ path, value: change(String(value)) }))
              .filter((one) => one.value !== value),
          )
      : [];
}

/** Scripts of containers, changed. */
function scripts(change: (script: string) => string): NonNullable<MutationKind['places']> {
  return (manifest) =>
    [
      ...inContainers(manifest, 'command', '*'),
      ...inContainers(manifest, 'args', '*'),
      ...inPods(manifest, 'initContainers', '*', 'command', '*'),
      ...inPods(manifest, 'initContainers', '*', 'args', '*'),
    ].flatMap(({ path, value }) => {
      const text = String(value);
      const changed = text.includes('\n') ? change(text) : text;
      return changed === text ? [] : [{ path, value: changed }];
    });
}

/** Files, scripts and versions. */
export const CONFIGURATION: readonly MutationKind[] = [
  { name: 'a brace of nginx.conf', places: files(/^nginx\.conf$/, (text) => text.replace(/\}\s*$/, '')) },
  {
    name: 'a directive of nginx.conf',
    places: files(
      /^nginx\.conf$/,
      (text) => text.replace('proxy_pass', 'proxy_pas'),
      (text) => text.replace('server_name', 'servername'),
      (text) => text.replace('worker_connections', 'worker_conections'),
    ),
  },
  {
    name: 'a key of zoo.cfg or server.properties',
    places: files(
      /^(zoo\.cfg|server\.properties)$/,
      (text) => text.replace(/^dataDir/m, 'datadir'),
      (text) => text.replace(/^tickTime=\d+/m, 'tickTime=2s'),
      (text) => text.replace(/^log\.dirs/m, 'log.dir.s'),
      (text) => text.replace(/^(log\.retention\.bytes)=.*/m, '$1=many'),
    ),
  },
  {
    name: 'a key of elasticsearch.yml',
    places: files(
      /^elasticsearch\.yml$/,
      (text) => text.replace(/^cluster\.name/m, 'cluster.nmae'),
      (text) => text.replace(/^network\.host:/m, 'network.hosts:'),
    ),
  },
  {
    name: 'a file that a configuration names',
    places: files(
      /\.(conf|ya?ml)$/,
      (text) => text.replace(/^(\s*(?:ssl_certificate|proxy_ssl_trusted_certificate) \S*\/)\w/m, '$1x'),
      (text) => text.replace(/^(\s*(?:password|ca)_file: \S*\/)\w/m, '$1x'),
    ),
  },
  {
    name: 'a section of Fluentd that is not closed',
    places: files(
      /\.conf$/,
      (text) => text.replace('</match>', ''),
      (text) => text.replace('</source>', ''),
    ),
  },
  {
    name: 'a parameter of Fluentd',
    places: files(
      /^(output|containers\.input|fluent)\.conf$/,
      (text) => text.replace('flush_interval', 'flush_intervall'),
      (text) => text.replace('@type elasticsearch', '@type elasticsarch'),
      (text) => text.replace(/^ *path .*\n/m, ''),
      (text) => text.replace(/read_from_head \S+/, 'read_from_head maybe'),
    ),
  },
  {
    name: 'a data source of Grafana',
    places: files(
      /^platform\.yaml$/,
      (text) => text.replace('type: prometheus', 'type: promethues'),
      (text) => text.replace('isDefault: true', 'isDefault: maybe'),
      (text) => text.replace('apiVersion: 1\ndatasources', 'datasources'),
      (text) => text.replace(/uid: alertmanager/, 'uid: prometheus'),
    ),
  },
  {
    name: 'a provider of dashboards',
    places: files(
      /^platform\.yaml$/,
      (text) => text.replace('path: /etc/grafana/boards', 'path: /etc/grafana/bords'),
      (text) => text.replace('type: file', 'type: fil'),
    ),
  },
  { name: 'YAML that is none', places: files(/\.ya?ml$/, (text) => `${text}\n  - [`) },
  { name: 'JSON that is none', places: files(/\.json$/, (text) => text.trimEnd().slice(0, -1)) },
  {
    name: 'a script without its end',
    places: scripts((text) => text.replace(/\n\s*(fi|done|esac)\b(?![\s\S]*\n\s*(fi|done|esac)\b)/, '')),
  },
  { name: 'a script with an open quote', places: scripts((text) => text.replace(/"([^"]*)$/, '$1')) },
  {
    name: 'an API that was removed',
    places: ({ kind }) => (API[kind] ? [{ path: ['apiVersion'], value: API[kind] }] : []),
  },
  {
    name: 'a field that the cluster does not know yet',
    places: ({ kind }) =>
      kind === 'StatefulSet'
        ? [{ path: ['spec', 'template', 'spec', 'volumes', 99], value: { name: 'image', image: { reference: 'a:1' } } }]
        : [],
  },
  {
    name: 'an object that is too large',
    places: ({ kind }) => (kind === 'ConfigMap' ? [{ path: ['data', 'large'], value: 'x'.repeat(1024 * 1024) }] : []),
  },
];
