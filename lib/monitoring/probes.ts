import { Construct } from 'constructs';
import { address, type Endpoint } from '../kube/endpoint';
import { PlatformChart } from '../kube/platform-chart';
import type { BlackboxModule } from './blackbox-exporter';
import { monitoringComponent } from './component';
import { Probe } from '../crds';
import { jobOf } from '../catalogue/sources';

/** Properties of {@link EndpointProbe}. */
export interface EndpointProbeProps {
  /** Name of the probe. */
  readonly name: string;
  /** URL, or `<host>:<port>` for the module tcp and tls. */
  readonly url: string;
  readonly module: BlackboxModule;
  /** Time between two probes. @default - the scrape interval. */
  readonly interval?: string;
  /** The blackbox exporter. */
  readonly prober: Endpoint;
}

/** Something that the blackbox exporter asks at every scrape. */
export class EndpointProbe extends Construct {
  constructor(scope: Construct, id: string, { name, url, module, interval, prober }: EndpointProbeProps) {
    super(scope, id);
    const metadata = PlatformChart.of(this).metadata(monitoringComponent('probe', 'blackbox-exporter'), name);
    new Probe(this, 'Resource', {
      metadata,
      spec: {
        jobName: jobOf('probe'),
        prober: { url: address(prober) },
        module,
        ...(interval ? { interval } : {}),
        targets: { staticConfig: { static: [url], labels: { probe: name } } },
      },
    });
  }
}
