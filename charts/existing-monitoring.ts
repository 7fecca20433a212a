import type { Construct } from 'constructs';
import { CLUSTER_LABEL } from '../lib/kube/annotations';
import { ConfigFiles } from '../lib/kube/config-files';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { Workload } from '../lib/kube/workload';
import { boardsFor } from '../lib/mixins/boards';
import { isServed } from '../lib/mixins/served';
import { monitoringComponent } from '../lib/monitoring/component';
import { labelForSelectors } from '../lib/monitoring/existing-prometheus';
import { WorkloadMonitor } from '../lib/monitoring/monitors';
import { PlatformRules } from '../lib/monitoring/platform-rules';
import { addProbes, type ProbedEntry } from '../lib/monitoring/probes';
import { ScrapeJob } from '../lib/monitoring/scrape-job';
import { serviceRules, unmeasuredBoards } from '../lib/monitoring/service';
import { variantOf } from '../lib/openwhisk/kamon';
import type { Monitoring, Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';

/** Properties of {@link ExistingMonitoringChart}. */
export interface ExistingMonitoringChartProps {
  readonly platform: Platform;
  readonly existing: NonNullable<Monitoring['prometheus']['existing']>;
  /** The entry points of the platform. */
  readonly entries: readonly ProbedEntry[];
}

/**
 * Monitoring by a Prometheus that the cluster has already: monitors, rules and dashboards with the labels that it selects. What only
 * the platform's own Prometheus may scrape, which authenticates with a scrape class, is left out.
 */
export class ExistingMonitoringChart extends PlatformChart {
  constructor(
    private readonly app: Construct,
    id: string,
    private readonly props: ExistingMonitoringChartProps,
  ) {
    super(app, id, { settings: settingsOf(props.platform, 'monitoring'), order: 30 });
  }

  public override complete(): void {
    const { platform, entries, existing } = this.props;
    const { monitoring: spec, openwhisk } = platform;
    new Namespace(this, 'Namespace', {
      component: monitoringComponent('namespace', 'prometheus'),
      podSecurity: 'restricted',
    });
    const probed = addProbes(this, spec.blackbox, entries);
    const workloads = Workload.within(this.app);
    for (const workload of workloads) new WorkloadMonitor(this, `Monitor-${workload.stableName}`, { workload });
    for (const job of spec.scrape) new ScrapeJob(this, `Scrape-${job.name}`, { job });
    const endpoints = workloads.flatMap(({ metrics }) => metrics).filter(({ scheme }) => scheme !== 'https');
    const sources = [...probed, ...endpoints.map(({ source }) => source)];
    const variant = variantOf(openwhisk);
    const served = (expr: string): boolean => isServed(expr, variant);
    const service = serviceRules(platform, sources, served);
    new PlatformRules(this, 'Rules', { spec, sources, served, service });
    const boards = boardsFor(sources, {
      served,
      disabled: [...spec.grafana.disabledBoards, ...unmeasuredBoards(service)],
      clusterLabel: spec.grafana.clusterLabel,
    });
    for (const [folder, data] of Object.entries(boards)) this.addBoards(folder, data);
    labelForSelectors(this.app, existing);
  }

  /** Dashboards for the sidecar of an existing Grafana, which creates the folder of the annotation. */
  private addBoards(folder: string, data: Readonly<Record<string, string>>): void {
    const { boardLabels, folderAnnotation } = this.props.existing;
    const { clusterLabel } = this.props.platform.monitoring.grafana;
    new ConfigFiles(this, `Boards-${folder}`, {
      component: monitoringComponent('grafana'),
      name: `grafana-boards-${folder.toLowerCase()}`,
      data,
      labels: boardLabels,
      annotations: { [folderAnnotation]: folder, ...(clusterLabel ? { [CLUSTER_LABEL]: clusterLabel } : {}) },
    });
  }

  public override isolate(): void {
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: monitoringComponent('default-deny', 'prometheus'),
      openings: [],
      foreign: [],
    });
  }
}
