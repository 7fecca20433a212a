import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { ConfigFiles } from '../kube/config-files';
import type { ComponentId } from '../kube/labels';
import { PlatformChart } from '../kube/platform-chart';
import { Workload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import type { MetricSource } from '../catalogue/sources';
import { openwhiskComponent } from './component';
import { memberHosts } from './store';

/** Properties of {@link ScrapeConfig}. */
export interface ScrapeConfigProps {
  readonly spec: OpenWhisk;
}

/** The component of each metrics source of Kamon. */
const PARTS: Partial<Record<MetricSource, 'controller' | 'invoker' | 'scheduler'>> = {
  'openwhisk-controller': 'controller',
  'openwhisk-invoker': 'invoker',
  'openwhisk-scheduler': 'scheduler',
};

/**
 * The scrape configuration for OpenWhisk of a Prometheus without the operator, as a ConfigMap to mount or to copy. The
 * job `kamon` scrapes every second, as often as Kamon updates (OpenWhisk, `kamon.metric.tick-interval`). From: Ying
 * Chun Guo, "Enable Serverless Metrics in Apache OpenWhisk on Kubernetes with Prometheus", KubeCon China 2019.
 */
export class ScrapeConfig extends Construct {
  constructor(scope: Construct, id: string, { spec }: ScrapeConfigProps) {
    super(scope, id);
    const targets = Workload.within(PlatformChart.of(this)).flatMap(({ component, metrics }) =>
      metrics.flatMap(({ source, containerPort }) => {
        const part = PARTS[source];
        // A lean controller is also an invoker, at the same address.
        return part === component.component
          ? this.hosts(component, spec[part].replicas).map((host) => `${host}:${containerPort}`)
          : [];
      }),
    );
    const job = { job_name: 'kamon', scrape_interval: '1s', static_configs: [{ targets }] };
    new ConfigFiles(this, 'Config', {
      component: openwhiskComponent('scrape-config', 'openwhisk'),
      data: { 'prometheus.yml': stringify({ scrape_configs: [job] }) },
    });
  }

  /** One pod answers at its Service; of several, each has a name. */
  private hosts(component: ComponentId, replicas: number): string[] {
    return replicas === 1 ? [PlatformChart.of(this).host(component)] : memberHosts(this, component, replicas);
  }
}
