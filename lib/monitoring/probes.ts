import { Construct } from 'constructs';
import { address, type Endpoint } from '../kube/endpoint';
import { PlatformChart } from '../kube/platform-chart';
import { jobOf, type MetricSource } from '../catalogue/sources';
import type { Monitoring } from '../platform/model';
import { BlackboxExporter } from './blackbox-exporter';
import { monitoringComponent } from './component';
import { Probe, type RelabelConfig } from '../crds';

/** Properties of {@link EndpointProbe}. */
interface EndpointProbeProps {
  /** Name of the probe. */
  readonly name: string;
  /** URL, or `<host>:<port>` for the module tcp and tls. */
  readonly url: string;
  readonly module: string;
  /** Time between two probes. @default - the scrape interval. */
  readonly interval?: string;
  /** The blackbox exporter. */
  readonly prober: Endpoint;
  /** Relabelings of the target. @default - none */
  readonly relabelings?: readonly RelabelConfig[];
}

/** Something that the blackbox exporter asks at every scrape. */
class EndpointProbe extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, url, module, interval, prober, relabelings = [] }: EndpointProbeProps,
  ) {
    super(scope, id);
    const metadata = PlatformChart.of(this).metadata(monitoringComponent('probe', 'blackbox-exporter'), name);
    new Probe(this, 'Resource', {
      metadata,
      spec: {
        jobName: jobOf('probe'),
        prober: { url: address(prober) },
        module,
        ...(interval ? { interval } : {}),
        targets: {
          staticConfig: {
            static: [url],
            labels: { probe: name },
            ...(relabelings.length > 0 ? { relabelingConfigs: relabelings } : {}),
          },
        },
      },
    });
  }
}

/** An entry point of the platform that is probed, in plain HTTP. */
export interface ProbedEntry {
  /** Name of the probe. */
  readonly name: string;
  readonly endpoint: Endpoint;
  /** Path that needs no credentials. */
  readonly path: string;
}

/**
 * The blackbox exporter and its probes: of the entry points of the platform, and of the targets of the platform file.
 *
 * @param relabelings - relabelings of every target.
 * @returns the sources of metrics that are added.
 */
export function addProbes(
  scope: Construct,
  blackbox: Monitoring['blackbox'],
  entries: readonly ProbedEntry[],
  relabelings: readonly RelabelConfig[] = [],
): MetricSource[] {
  if (!blackbox.enabled) return [];
  const exporter = new BlackboxExporter(scope, 'BlackboxExporter', {
    spec: blackbox,
    probed: entries.map(({ endpoint }) => endpoint),
  });
  const own = entries.map(({ name, endpoint, path }) => ({
    name,
    url: `http://${address(endpoint)}${path}`,
    module: 'http',
  }));
  const probed = [...own, ...blackbox.targets];
  for (const target of probed) {
    new EndpointProbe(scope, `Probe-${target.name}`, { ...target, prober: exporter.endpoint, relabelings });
  }
  return probed.length > 0 ? ['probe'] : [];
}
