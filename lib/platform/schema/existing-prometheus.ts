import { z } from 'zod';
import { labelValue } from './values';
import { dnsLabel, labelKey } from './common';

const labels = (what: string, value: Record<string, string>) =>
  z.record(labelKey(), labelValue().describe('Value of the label.')).default(value).describe(what);

/** A Prometheus that the cluster has already. */
export const existingPrometheusSchema = z
  .strictObject({
    namespace: dnsLabel().describe('Namespace of its pods. Must differ from the namespaces of the platform.'),
    podLabels: labels('Labels of its pods, for network policies.', { 'app.kubernetes.io/name': 'prometheus' }),
    labels: labels(
      'Labels of monitors and rules, for its selectors, such as `release: kube-prometheus-stack`. Default: none.',
      {},
    ),
    url: z
      .string()
      .regex(/^http:\/\/[^\s/?#@]+$/, {
        error: 'an http URL without a path, such as http://prometheus.example.org:9090',
      })
      .optional()
      .describe(
        "URL that autoscaling queries; its port is also the port of the pods. Default: the operator's Service prometheus-operated in the namespace.",
      ),
    boardLabels: labels('Labels of the ConfigMaps with dashboards, for the sidecar of Grafana.', {
      grafana_dashboard: '1',
    }),
    folderAnnotation: z
      .string()
      .min(1)
      .default('grafana_folder')
      .describe('Annotation of these ConfigMaps with the folder of the dashboards.'),
  })
  .optional()
  .describe(
    'A Prometheus that exists, with its operator. The platform then writes monitors, rules and dashboards for it, and runs neither an operator, Prometheus, Alertmanager and Grafana nor the exporters of the cluster.',
  );
