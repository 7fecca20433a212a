/**
 * The public API of faas-stack: everything that `import … from 'faas-stack'` offers. Versions follow Semantic Versioning for these
 * names and their types (docs/library.md, "Stability"); every other file of the package may change in any version.
 */

// The app: charts, and what extends them.
export { buildApp, completeApp, type AppOptions, type PlatformCharts } from '../charts/app';
export { AutoscalingChart } from '../charts/autoscaling';
export { CrdsChart } from '../charts/crds';
export { FluentdChart } from '../charts/fluentd';
export { LoggingChart } from '../charts/logging';
export { MonitoringChart, type MonitoringChartProps } from '../charts/monitoring';
export { MySqlChart, type MySqlChartProps } from '../charts/mysql';
export { NodeExporterChart } from '../charts/node-exporter';
export { OpenFaasChart } from '../charts/openfaas';
export { OpenWhiskChart, type OpenWhiskChartProps } from '../charts/openwhisk';
export { TracingChart } from '../charts/tracing';

// The platform file.
export { loadPlatform, parsePlatform, type LoadedPlatform } from './load/load';
export {
  platformJsonSchema,
  PROFILE_NAMES,
  type Platform,
  type PlatformInput,
  type ProfileName,
} from './platform/model';
export { PlatformFileError, type ConfigPath, type Mistake } from './platform/mistake';
export { namespacesOf, type PlatformPart } from './platform/namespaces';
export { settingsOf } from './platform/settings';

// From a platform to manifests, and to a plan.
export { synthesizeLoaded as synthesizePlatform } from './render';
export {
  synthesize,
  type Manifest,
  type SynthesizedFile,
  type SynthesizedObject,
  type Synthesis,
} from './kube/synthesis';
export { renderFiles } from './cli/render-files';
export { planObjects } from './plan/plan';
export type { PlannedObject } from './plan/planned';

// Checks.
export { FindingsError, runChecks } from './checks/all';
export type { Finding } from './checks/finding';
export type { RuleId, Severity } from './checks/rule-list';
export type { CheckedObject, Nodes, Subject } from './checks/subject';
export { checkManifests, type CheckedManifests, type ManifestOptions } from './manifests/check';
export { UnusableInputError } from './manifests/files';
export { describeError, UserError } from './text/user-error';

// The vocabulary of components: workloads, and what they need.
export { k8s } from './kube/k8s';
export { ConfigFiles, type ConfigFilesProps } from './kube/config-files';
export type { Env, EnvValue } from './kube/env';
export { JobWorkload, type JobWorkloadProps } from './kube/job';
export type { ComponentId } from './kube/labels';
export { Namespace } from './kube/namespace';
export {
  PlatformChart,
  type ObjectMetadata,
  type PlatformChartProps,
  type PlatformSettings,
} from './kube/platform-chart';
export type { ContainerProps, PodProps } from './kube/pod';
export type { ProbeAction, Probes } from './kube/probes';
export { Identity, type IdentityProps, type Permission } from './kube/rbac';
export type { Amounts, Resources } from './kube/resources';
export type { Credentials, SecretRef } from './kube/secrets';
export type { SecurityProfile } from './kube/security';
export { ComponentService, type ComponentServiceProps, type ServicePort } from './kube/service';
export { dataVolume, replicaVolume, TMP, type Mount, type Volume } from './kube/storage';
export {
  DaemonWorkload,
  DeploymentWorkload,
  StatefulWorkload,
  Workload,
  type DaemonWorkloadProps,
  type DeploymentWorkloadProps,
  type StatefulWorkloadProps,
} from './kube/workload';

// Launch order: milestones, and the waits for them.
export { LaunchOrder, type LaunchEdge } from './kube/launch-order';
export type { Milestone } from './kube/milestone';
export { anyOf, httpAnswers, type Wait } from './kube/waits';

// Network: endpoints, and the policies between them.
export { address, externalEndpoint, type Endpoint, type PodTarget } from './kube/endpoint';
export {
  ANYWHERE,
  API_SERVER,
  NetworkPolicies,
  podsOfNamespace,
  type ForeignPods,
  type NetworkPoliciesProps,
  type Opening,
} from './kube/network';

// Monitoring: custom resources, rules and boards.
export {
  PodMonitor,
  PrometheusRule,
  ScrapeConfig,
  ServiceMonitor,
  type PodMonitorSpec,
  type PrometheusRuleSpec,
  type ScrapeConfigSpec,
  type ServiceMonitorSpec,
} from './crds';
export type { MetricSource } from './catalogue/sources';
export { alerts, BOARDS, METRICS, RULE_GROUPS, type AlertName } from './mixins';
export { boardsFor, type BoardOptions } from './mixins/boards';
export { alert, type Alert, type AlertDefinition, type AlertLevel } from './mixins/alerts/alert';
export { group, recordingRule, type RuleGroup } from './mixins/alerts/group';
export type { Rule } from './mixins/alerts/rule';
export { anySeries, percent, promql, series, share, type Expression } from './mixins/expressions/expression';
export type { Board, BoardDefinition } from './mixins/panels/board';
export { board } from './mixins/panels/define';
export { gauge, heatmap, row, stat, table, timeseries, type Panel, type Row } from './mixins/panels/panels';
