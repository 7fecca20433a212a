import { z } from 'zod';
import { LABEL_NAME, labelName, portName } from './values';
import { count, dnsLabel, labelKey, port, promDuration } from './common';
import { serverAddress } from './external';
import { clientTls, credentials } from './http-client';
import { relabelings } from './relabelings';

/** Credentials and TLS of the connection to a target. */
const connection = {
  scheme: z.enum(['http', 'https']).default('http').describe('Protocol.'),
  ...credentials,
  tls: clientTls().describe('TLS, with scheme https. Default: the public CAs of the image.'),
};

/** Further scrape jobs. */
export const scrapeSchema = z
  .array(
    z
      .strictObject({
        name: dnsLabel(40).describe('Name of the job, the value of the label `job`.'),
        targets: z
          .array(
            serverAddress('shop.example.org:9100').describe('host, or host:port. Default port: 80, or 443 with https.'),
          )
          .min(1)
          .optional()
          .describe('Addresses of the targets. Instead: pods.'),
        pods: z
          .strictObject({
            namespace: dnsLabel().describe('Namespace of the pods, outside the platform.'),
            labels: z
              .record(
                labelKey(),
                z
                  .string()
                  .regex(new RegExp(`^(${LABEL_NAME})?$`), { error: 'the value of a label' })
                  .describe('Value of the label.'),
              )
              .default({})
              .describe('Labels of the pods. Default: every pod of the namespace.'),
            port: z.union([port(), portName()]).describe('Name or number of the container port.'),
          })
          .optional()
          .describe('Pods of the cluster, found through the API server. Instead: targets.'),
        path: z
          .string()
          .regex(/^\//, { error: 'a path such as /metrics' })
          .default('/metrics')
          .describe('Path of the metrics.'),
        params: z
          .record(
            z.string(),
            z.array(z.string().describe('Value of the parameter.')).describe('Values of the parameter.'),
          )
          .default({})
          .describe('Parameters of the URL.'),
        interval: promDuration().optional().describe('Scrape interval. Default: prometheus.scrapeInterval.'),
        timeout: promDuration().optional().describe('Timeout of a scrape. Default: 10s, or the interval if shorter.'),
        ...connection,
        honorLabels: z
          .boolean()
          .default(false)
          .describe('Keeps the scraped labels on conflict (Prometheus `honor_labels`).'),
        labels: z
          .record(labelName(), z.string().describe('Value of the label.'))
          .default({})
          .describe('Labels added to the targets.'),
        relabelings: relabelings('Relabelings of the targets (Prometheus `relabel_configs`).'),
        metricRelabelings: relabelings('Relabelings of the samples (Prometheus `metric_relabel_configs`).'),
        sampleLimit: count(1, 100_000_000)
          .optional()
          .describe('Most samples of a scrape; a scrape with more fails. Default: no limit.'),
      })
      .describe('A scrape job.'),
  )
  .default([])
  .describe('Scrape jobs for your targets, with the network opened to them.');
