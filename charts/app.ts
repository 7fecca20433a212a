import { ApiObject, App } from 'cdk8s';
import { amend, AmendmentError } from '../lib/kube/amend';
import { annotateSyncWaves } from '../lib/kube/synthesis';
import type { PlatformChart } from '../lib/kube/platform-chart';
import type { Platform } from '../lib/platform/model';
import { hasActionNamespace, namespacesOf } from '../lib/platform/namespaces';
import { ActionsChart } from './actions';
import { AutoscalingChart, autoscales } from './autoscaling';
import { CrdsChart } from './crds';
import { ExistingMonitoringChart } from './existing-monitoring';
import { FluentdChart } from './fluentd';
import { FunctionsChart } from './functions';
import { LoggingChart } from './logging';
import { MonitoringChart } from './monitoring';
import { MySqlChart } from './mysql';
import { NodeExporterChart } from './node-exporter';
import { OpenFaasChart } from './openfaas';
import { OpenWhiskChart } from './openwhisk';
import { ScryptChart } from './scrypt';
import { TraceAgentsChart } from './trace-agents';
import { TracingChart } from './tracing';

/** The charts of a platform that other charts connect to; a part that is not enabled has none. */
export interface PlatformCharts {
  readonly openwhisk?: OpenWhiskChart;
  readonly mysql?: MySqlChart;
  readonly logging?: LoggingChart;
  readonly tracing?: TracingChart;
  readonly openfaas?: OpenFaasChart;
}

/** Options of {@link buildApp}. */
export interface AppOptions {
  /**
   * Creates further charts and returns them. Monitoring, network policies, the launch order and the checks cover their workloads
   * like the platform's own. @default - the platform alone
   */
  readonly extend?: (app: App, charts: PlatformCharts) => readonly PlatformChart[];
}

/**
 * The cdk8s app of a platform. It writes nothing.
 *
 * @throws AmendmentError when an amendment of the platform names an object that does not exist.
 */
export function buildApp(platform: Platform, { extend }: AppOptions = {}): App {
  const app = new App();
  const charts: PlatformChart[] = [];
  const openwhisk = platform.openwhisk.enabled ? new OpenWhiskChart(app, 'openwhisk', { platform }) : undefined;
  if (openwhisk) charts.push(openwhisk);
  if (openwhisk && hasActionNamespace(platform)) {
    charts.push(new ActionsChart(app, 'actions', { platform, openwhisk }));
  }
  const mysql = platform.mysql.enabled ? new MySqlChart(app, 'mysql', { platform }) : undefined;
  if (mysql) charts.push(mysql);
  const logging = platform.logging.enabled ? new LoggingChart(app, 'logging', { platform }) : undefined;
  if (logging) {
    charts.push(logging, new FluentdChart(app, 'fluentd', { platform, elasticsearch: logging.elasticsearch }));
  }
  const tracing = platform.tracing.enabled ? new TracingChart(app, 'tracing', { platform, logging }) : undefined;
  if (tracing) {
    charts.push(tracing);
    if (platform.tracing.agent.enabled) charts.push(new TraceAgentsChart(app, 'trace-agents', { platform }));
  }
  const openfaas = platform.openfaas.enabled ? new OpenFaasChart(app, 'openfaas', { platform }) : undefined;
  if (openfaas) {
    charts.push(openfaas, new FunctionsChart(app, 'functions', { platform, openfaas, mysql }));
  }
  if (autoscales(platform))
    charts.push(new AutoscalingChart(app, 'autoscaling', { platform, kafka: openwhisk?.kafka }));
  if (platform.autoscaling.demonstration.enabled) charts.push(new ScryptChart(app, 'scrypt', { platform }));
  if (extend) charts.push(...extend(app, { openwhisk, mysql, logging, tracing, openfaas }));
  if (platform.monitoring.enabled) {
    const { operator, prometheus } = platform.monitoring;
    const { nodeExporter } = namespacesOf(platform);
    const entries = [...(openwhisk ? [openwhisk.probed] : []), ...(openfaas ? [openfaas.probed] : [])];
    if (operator.enabled && !prometheus.existing) new CrdsChart(app, 'crds', { platform });
    if (nodeExporter.deployed) charts.push(new NodeExporterChart(app, 'node-exporter', { platform }));
    charts.push(
      prometheus.existing
        ? new ExistingMonitoringChart(app, 'monitoring', { platform, entries, existing: prometheus.existing })
        : new MonitoringChart(app, 'monitoring', { platform, entries, openfaas, tracing, logging }),
    );
  }
  completeApp(app, platform, charts);
  return app;
}

/**
 * Adds what depends on several charts, once all of them exist: monitors, network policies, sync waves and the amendments of the platform.
 *
 * @throws AmendmentError when an amendment of the platform names an object that does not exist.
 */
export function completeApp(app: App, platform: Platform, charts: readonly PlatformChart[]): void {
  for (const chart of charts) chart.complete();
  // The connections of all workloads are known now.
  if (platform.networkPolicies) for (const chart of charts) chart.isolate();
  if (platform.launchOrder.argocdSyncWaves) annotateSyncWaves(app);
  for (const { kind, name, patch } of platform.amendments) amend(findObject(app, kind, name), ...patch);
}

function findObject(app: App, kind: string, name: string): ApiObject {
  const objects = app.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  const found = objects.find((object) => object.kind === kind && object.name === name);
  if (found) return found;
  const names = objects.filter((object) => object.kind === kind).map((object) => object.name);
  const there = names.length > 0 ? `${kind} ${names.join(', ')}` : `no ${kind}`;
  throw new AmendmentError(kind, name, 'there is no such object', `the platform has ${there}`);
}
