import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { SOURCES } from '../sources';
import type { Listener, StandPorts } from './stand-ports';

const run = promisify(execFile);

/** Folder with the operator's CustomResourceDefinitions, in the module that the operator is built from. */
export async function operatorCrds(): Promise<string> {
  const args = ['list', '-m', '-f', '{{.Dir}}', 'github.com/prometheus-operator/prometheus-operator'];
  const { stdout } = await run('go', args, { cwd: join(SOURCES, 'tools', 'prometheus-operator') });
  return join(stdout.trim(), 'example', 'prometheus-operator-crd');
}

/** An Alertmanager whose only receiver listens nowhere. */
export function alertmanager(): string {
  return stringify({
    route: { receiver: 'hook', group_wait: '1s' },
    receivers: [{ name: 'hook', webhook_configs: [{ url: 'http://127.0.0.1:1/' }] }],
  });
}

/** An alert that always fires, and a recording rule. */
export function rules(): string {
  const watchdog = { alert: 'Watchdog', expr: 'vector(1)', labels: { severity: 'none' } };
  return stringify({ groups: [{ name: 'general', rules: [watchdog, { record: 'count:up', expr: 'count(up)' }] }] });
}

/** A Prometheus that scrapes the programs, knows the cluster, writes to itself as to a remote one, and alerts. */
export function prometheus(kubeconfig: string, ports: StandPorts): string {
  const at = (...names: Listener[]) => [{ targets: names.map((name) => `127.0.0.1:${ports[name]}`) }];
  const discovered = (role: string) => ({
    job_name: role,
    kubernetes_sd_configs: [{ role, kubeconfig_file: kubeconfig }],
    relabel_configs: [{ action: 'drop', regex: '.*', source_labels: ['__address__'] }],
  });
  return stringify({
    global: { scrape_interval: '2s', evaluation_interval: '2s', external_labels: { cluster: 'test' } },
    rule_files: ['rules.yaml'],
    alerting: { alertmanagers: [{ static_configs: at('alertmanager') }] },
    remote_write: [{ url: `http://127.0.0.1:${ports.prometheus}/api/v1/write` }],
    scrape_configs: [
      {
        job_name: 'static',
        static_configs: at(
          'prometheus',
          'alertmanager',
          'operator',
          'nodeExporter',
          'kubeStateMetrics',
          'dnsMetrics',
          'nginxExporter',
        ),
      },
      ...['endpointslice', 'endpoints', 'node', 'pod', 'service', 'ingress'].map(discovered),
    ],
  });
}

/** What this machine has; collectors of hardware that a node may have besides are on by themselves. */
export const NODE_EXPORTER_FLAGS: readonly string[] = [
  '--no-collector.wifi',
  '--no-collector.hwmon',
  '--no-collector.btrfs',
];

/** One way to ask of each kind that the platform asks. */
const BLACKBOX_MODULES = {
  http: { prober: 'http', http: { preferred_ip_protocol: 'ip4' } },
  https: {
    prober: 'http',
    // Answers of 401 and 403 are answers too: what is measured is there.
    http: {
      preferred_ip_protocol: 'ip4',
      tls_config: { insecure_skip_verify: true },
      valid_status_codes: [200, 401, 403],
    },
  },
  tcp: { prober: 'tcp', tcp: { preferred_ip_protocol: 'ip4' } },
  tls: { prober: 'tcp', tcp: { preferred_ip_protocol: 'ip4', tls: true, tls_config: { insecure_skip_verify: true } } },
  dns: { prober: 'dns', dns: { preferred_ip_protocol: 'ip4', query_name: 'kubernetes.default.svc.cluster.local' } },
};

export function blackboxExporter(): string {
  return stringify({ modules: BLACKBOX_MODULES });
}

/** The Corefile that kubeadm writes, with all that it would ask elsewhere answered by a second server. */
export function coredns(kubeconfig: string, { dns, dnsUpstream, dnsMetrics }: StandPorts): string {
  return `
    .:${dns} {
      bind 127.0.0.1
      errors
      ready 127.0.0.1:0
      kubernetes cluster.local in-addr.arpa ip6.arpa {
        kubeconfig ${kubeconfig}
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
        ttl 30
      }
      prometheus 127.0.0.1:${dnsMetrics}
      forward . 127.0.0.1:${dnsUpstream} {
        max_concurrent 1000
      }
      cache 30
      loop
      reload
      loadbalance
    }
    .:${dnsUpstream} {
      bind 127.0.0.1
      whoami
    }
  `;
}

/** Resource metrics from the series of containers and nodes, and one custom metric. */
export function prometheusAdapter(): string {
  const resource = (container: string, node: string) => ({
    containerQuery: container,
    nodeQuery: node,
    resources: {
      overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' }, node: { resource: 'node' } },
    },
    containerLabel: 'container',
  });
  return stringify({
    rules: [
      {
        seriesQuery: 'kube_pod_info',
        resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
        metricsQuery: 'sum by (<<.GroupBy>>) (<<.Series>>{<<.LabelMatchers>>})',
      },
    ],
    resourceRules: {
      cpu: resource('sum by (<<.GroupBy>>) (a{<<.LabelMatchers>>})', 'sum by (<<.GroupBy>>) (b{<<.LabelMatchers>>})'),
      memory: resource(
        'sum by (<<.GroupBy>>) (c{<<.LabelMatchers>>})',
        'sum by (<<.GroupBy>>) (d{<<.LabelMatchers>>})',
      ),
      window: '5m',
    },
  });
}

/** Queries of the blackbox exporter, one a module, that all succeed. */
export function probeQueries({ prometheus, dns }: StandPorts, apiServer: number): string[] {
  const targets: Record<keyof typeof BLACKBOX_MODULES, string> = {
    http: `http://127.0.0.1:${prometheus}/-/healthy`,
    https: `https://127.0.0.1:${apiServer}/readyz`,
    tcp: `127.0.0.1:${prometheus}`,
    tls: `127.0.0.1:${apiServer}`,
    dns: `127.0.0.1:${dns}`,
  };
  return Object.entries(targets).map(([module, target]) => new URLSearchParams({ module, target }).toString());
}

/** What nginx tells of its state (nginx, "Module ngx_http_stub_status_module"); the nginx that is to be had here is built without. */
export const STUB_STATUS = [
  'Active connections: 1 ',
  'server accepts handled requests',
  ' 3 3 5 ',
  'Reading: 0 Writing: 1 Waiting: 0 ',
  '',
].join('\n');
