import { z } from 'zod';
import { headerName, line } from './values';
import { secretKey } from './common';
import { clientTls, credentials } from './http-client';

/** The types of data sources that Grafana has without a plugin (grafana, public/app/plugins/datasource). */
const TYPES = [
  'alertmanager',
  'cloudwatch',
  'elasticsearch',
  'grafana-azure-monitor-datasource',
  'grafana-postgresql-datasource',
  'grafana-pyroscope-datasource',
  'grafana-testdata-datasource',
  'graphite',
  'influxdb',
  'jaeger',
  'loki',
  'mssql',
  'mysql',
  'opentsdb',
  'parca',
  'prometheus',
  'stackdriver',
  'tempo',
  'zipkin',
] as const;

/** Further data sources of Grafana. */
export const datasourcesSchema = z
  .array(
    z
      .strictObject({
        name: line(190).describe('Name in Grafana.'),
        type: z.enum(TYPES).describe('Type, as Grafana names it.'),
        uid: z
          .string()
          .regex(/^[A-Za-z0-9_-]{1,40}$/, { error: '1 to 40 letters, digits, - and _' })
          .optional()
          .describe(
            'Identifier that dashboards refer to. Default: the name in lower case, with - for other characters.',
          ),
        url: z
          .string()
          .min(1)
          .optional()
          .describe('URL of the server; host:port for mssql, mysql and grafana-postgresql-datasource.'),
        isDefault: z
          .boolean()
          .default(false)
          .describe("Makes it Grafana's default instead of the platform's Prometheus."),
        basicAuthSecret: credentials.basicAuthSecret.describe(
          'Secret in the monitoring namespace with the keys `username` and `password`; of a SQL database, its user.',
        ),
        bearerTokenSecret: credentials.bearerTokenSecret,
        headers: z
          .record(headerName(), line(8192).describe('Value of the header.'))
          .default({})
          .describe('HTTP headers of the requests, such as `X-Scope-OrgID: team`.'),
        tls: clientTls(),
        settings: z
          .record(z.string(), z.unknown().describe('Value of the setting.'))
          .default({})
          .describe('Settings of the type (`jsonData` of Grafana\'s provisioning), such as `index: "logs-*"`.'),
        secrets: z
          .record(z.string(), secretKey('A key of a Secret.'))
          .default({})
          .describe("Secret settings of the type (`secureJsonData` of Grafana's provisioning), from Secrets."),
      })
      .describe('A data source.'),
  )
  .default([])
  .describe("Data sources in addition to the platform's Prometheus and Alertmanager, with the network opened to them.");
