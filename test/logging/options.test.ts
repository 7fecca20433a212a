import { FIELDS } from '../../lib/logging/fields';
import { bootstrapRequests } from '../../lib/logging/indices';
import { parsePlatform } from '../../lib/load/load';
import { Manifests } from '../support/platform';
import { loadConfig } from './fluentd/interpreter/fluentd';
import type { Element } from './fluentd/interpreter/config-text';

const manifests = Manifests.of(`
monitoring: {enabled: false}
logging:
  enabled: true
  kibana:
    host: kibana.example.org
    ingressAnnotations: {example.org/listen: '443'}
    tlsTerminatedUpstream: true
  fluentd:
    systemLogs: true
    units: [etcd, ssh.service, docker, 'getty@tty1', var-lib.mount]
    files: [{name: audit, path: /var/log/kubernetes/audit/audit.log, format: json}]
    exclude: {containers: [istio-proxy]}
`);

const config = loadConfig(manifests.config('fluentd'));
const source = (id: string): Element['params'] | undefined =>
  config.children.find(({ name, params }) => name === 'source' && params['@id'] === id)?.params;

describe('Kibana with TLS that ends elsewhere', () => {
  it('links to https and sends cookies over https only, without a certificate in the Ingress', () => {
    expect(manifests.env('kibana')).toMatchObject({
      SERVER_PUBLICBASEURL: 'https://kibana.example.org',
      XPACK_SECURITY_SECURECOOKIES: 'true',
    });
    const ingress = manifests.get<{ metadata: object; spec: object }>('Ingress', 'kibana');
    expect(ingress.metadata).toMatchObject({ annotations: { 'example.org/listen': '443' } });
    expect(ingress.spec).not.toHaveProperty('tls');
  });
});

describe('options of Fluentd', () => {
  it('further units are matched by their full names, each once', () => {
    const matches = JSON.parse(source('in_journal')?.['matches'] ?? '[]') as Record<string, string>[];
    const units = matches.flatMap(({ _SYSTEMD_UNIT: unit = [] }) => unit);
    expect(new Set(units).size).toBe(units.length);
    expect(units).toEqual(
      expect.arrayContaining([
        ...['kubelet.service', 'etcd.service', 'ssh.service', 'docker.service', 'getty@tty1.service', 'var-lib.mount'],
      ]),
    );
  });

  it('a further file has a tag and a position file of its own', () => {
    expect(source('in_file_audit')).toMatchObject({
      path: '/var/log/kubernetes/audit/audit.log',
      tag: 'system.files.audit',
      pos_file: '/var/lib/fluentd/positions/node-file-audit.pos',
    });
    expect(source('in_node_files')?.['pos_file']).toBe('/var/lib/fluentd/positions/node-files.pos');
  });

  it('positions of files that are gone do not stay', () => {
    const tails = config.children.filter(({ params }) => params['@type'] === 'tail');
    expect(tails).toHaveLength(3);
    for (const { params } of tails) expect(params['pos_file_compaction_interval']).toBe('1h');
  });

  it('excluded containers are not read, nor is Fluentd itself', () => {
    expect(JSON.parse(source('in_containers')?.['exclude_path'] ?? '[]')).toEqual([
      expect.stringMatching(/fluentd-\*_logging-nodes_\*\.log$/),
      `/var/log/containers/*_*_istio-proxy-${'?'.repeat(64)}.log`,
    ]);
  });
});

describe('fields of any name and type', () => {
  const logging = (more: string) => parsePlatform(`logging: {enabled: true, ${more}}`).platform.logging;
  const typeOf = (field: string, kind: 'elasticsearch' | 'opensearch'): unknown => {
    const [, template] = bootstrapRequests(logging('kibana: {enabled: false}'), kind).at(-1) ?? [];
    const { properties } = (template as { template: { mappings: { properties: Record<string, object> } } }).template
      .mappings;
    return properties[field];
  };

  it('are one field of the index, so that no type refuses a document', () => {
    expect(typeOf(FIELDS.json, 'elasticsearch')).toMatchObject({ type: 'flattened', depth_limit: 100 });
    expect(typeOf(FIELDS.json, 'opensearch')).toEqual({ type: 'flat_object' });
  });
});
