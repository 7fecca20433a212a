import { Construct } from 'constructs';
import { EXTERNAL_TARGET, INSECURE } from '../kube/annotations';
import { address, externalEndpoint, type Endpoint } from '../kube/endpoint';
import { podsOfNamespace } from '../kube/network';
import { PlatformChart } from '../kube/platform-chart';
import { serverEndpoint } from '../kube/server-endpoint';
import { parseAddress } from '../text/address';
import type { Monitoring } from '../platform/model';
import { PodMonitor, ScrapeConfig, type PodMonitorSpec, type ScrapeConfigSpec } from '../crds';
import { monitoringComponent } from './component';
import { credentialFields, tlsFields } from './http-client';

type Job = Monitoring['scrape'][number];
type Pods = NonNullable<Job['pods']>;
type PodEndpoint = NonNullable<PodMonitorSpec['podMetricsEndpoints']>[number];

/** Properties of {@link ScrapeJob}. */
export interface ScrapeJobProps {
  readonly job: Job;
}

const COMPONENT = monitoringComponent('scrape', 'prometheus');

/** A scrape job of the platform file: a PodMonitor where the API server lists the targets, else a ScrapeConfig. */
export class ScrapeJob extends Construct {
  constructor(scope: Construct, id: string, { job }: ScrapeJobProps) {
    super(scope, id);
    const { instance, namespace } = PlatformChart.of(this).settings;
    const annotations = {
      ...(job.pods ? { [EXTERNAL_TARGET]: `pods of namespace ${job.pods.namespace}` } : {}),
      ...(job.tls?.insecure ? { [INSECURE]: 'the platform file has tls.insecure' } : {}),
    };
    const metadata = {
      name: `${instance}-scrape-${job.name}`,
      namespace,
      labels: PlatformChart.of(this).metadata(COMPONENT).labels,
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    };
    if (job.pods) new PodMonitor(this, 'Resource', { metadata, spec: podMonitor(job, job.pods) });
    else new ScrapeConfig(this, 'Resource', { metadata, spec: scrapeConfig(job) });
  }
}

function podMonitor(job: Job, { namespace, labels, port }: Pods): PodMonitorSpec {
  return {
    ...(job.sampleLimit ? { sampleLimit: job.sampleLimit } : {}),
    namespaceSelector: { matchNames: [namespace] },
    selector: { matchLabels: labels },
    podMetricsEndpoints: [podEndpoint(job, port)],
  };
}

function podEndpoint(job: Job, port: Pods['port']): PodEndpoint {
  const { path, interval, scheme, labels, name } = job;
  const fixed = { job: name, ...labels };
  return {
    ...(typeof port === 'number' ? { portNumber: port } : { port }),
    path,
    ...(interval ? { interval } : {}),
    ...(scheme === 'https' ? { scheme } : {}),
    ...scrapeOptions(job),
    relabelings: [
      ...Object.entries(fixed).map(([targetLabel, replacement]) => ({ targetLabel, replacement })),
      ...job.relabelings,
    ],
  };
}

function scrapeConfig(job: Job): ScrapeConfigSpec {
  const { name, path, interval, scheme, labels, sampleLimit, relabelings } = job;
  return {
    jobName: name,
    staticConfigs: [
      {
        targets: endpointsOfTargets(job).map(address),
        ...(Object.keys(labels).length > 0 ? { labels } : {}),
      },
    ],
    metricsPath: path,
    ...(interval ? { scrapeInterval: interval } : {}),
    scheme: scheme === 'https' ? 'HTTPS' : 'HTTP',
    ...(sampleLimit ? { sampleLimit } : {}),
    ...scrapeOptions(job),
    ...(relabelings.length > 0 ? { relabelings } : {}),
  };
}

/** Fields that both kinds of objects have. */
function scrapeOptions(
  job: Job,
): Pick<
  ScrapeConfigSpec & PodEndpoint,
  'scrapeTimeout' | 'params' | 'honorLabels' | 'basicAuth' | 'authorization' | 'tlsConfig' | 'metricRelabelings'
> {
  const { timeout, params, honorLabels, tls, metricRelabelings } = job;
  return {
    ...(timeout ? { scrapeTimeout: timeout } : {}),
    ...(Object.keys(params).length > 0 ? { params } : {}),
    ...(honorLabels ? { honorLabels } : {}),
    ...credentialFields(job),
    ...tlsFields(tls),
    ...(metricRelabelings.length > 0 ? { metricRelabelings } : {}),
  };
}

function endpointsOfTargets({ targets = [], scheme }: Job): Endpoint[] {
  return targets.map((target) => {
    const { host, port = scheme === 'https' ? 443 : 80 } = parseAddress(target) ?? { host: target };
    return externalEndpoint(host, port);
  });
}

/** Endpoints that Prometheus connects to for the scrape jobs of a platform file. */
export function scrapedEndpoints(scope: Construct, jobs: readonly Job[]): Endpoint[] {
  return jobs.flatMap((job) => [
    ...endpointsOfTargets(job).map(({ host, port }) => serverEndpoint(scope, host, port)),
    ...(job.pods ? [endpointOfPods(job.pods)] : []),
  ]);
}

/** The name of a port says nothing about its number, which network policies compare. */
function endpointOfPods({ namespace, labels: selector, port }: Pods): Endpoint {
  return typeof port === 'number'
    ? { host: namespace, port, pods: { selector, namespace, port } }
    : podsOfNamespace(namespace, selector);
}
