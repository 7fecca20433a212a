import { METRICS_READER, type Access, type Role } from '../elasticsearch/config';
import type { Logging } from '../platform/model';

/** Users of the Elasticsearch that stores the logs. */
export type LoggingUser = keyof Logging['elasticsearch']['existingSecrets'];

/** Programs of other parts of the platform that use the same Elasticsearch. */
interface Guests {
  /** The role of Jaeger. @default - it stores no traces here */
  readonly traces?: Role;
  /** Whether Grafana reads logs. */
  readonly grafana: boolean;
}

/** Their privileges. Fluentd may neither read nor delete a log. */
export function loggingAccess(prefix: string, { traces, grafana }: Guests): Access<LoggingUser> {
  return {
    users: {
      admin: 'superuser',
      kibana: 'kibana_system',
      fluentd: 'log_writer',
      exporter: 'metrics_reader',
      ...(traces ? { jaeger: 'trace_writer' } : {}),
      ...(grafana ? { grafana: 'log_reader' } : {}),
    },
    roles: {
      log_writer: {
        cluster: ['monitor'],
        indices: [{ names: [`${prefix}-*`], privileges: ['auto_configure', 'create', 'create_index'] }],
      },
      metrics_reader: METRICS_READER,
      ...(traces ? { trace_writer: traces } : {}),
      ...(grafana
        ? {
            log_reader: {
              cluster: ['monitor'],
              indices: [{ names: [`${prefix}-*`], privileges: ['read', 'view_index_metadata'] }],
            },
          }
        : {}),
    },
  };
}
