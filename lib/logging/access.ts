import { METRICS_READER, type Access, type Role } from '../elasticsearch/config';
import type { Logging } from '../platform/model';

/** Users of the Elasticsearch that stores the logs. */
export type LoggingUser = keyof Logging['elasticsearch']['existingSecrets'];

/**
 * Their privileges. Fluentd may neither read nor delete a log.
 *
 * @param traces - the role of Jaeger, where it stores traces in the same Elasticsearch.
 */
export function loggingAccess(prefix: string, traces?: Role): Access<LoggingUser> {
  return {
    users: {
      admin: 'superuser',
      kibana: 'kibana_system',
      fluentd: 'log_writer',
      exporter: 'metrics_reader',
      ...(traces ? { jaeger: 'trace_writer' } : {}),
    },
    roles: {
      log_writer: {
        cluster: ['monitor'],
        indices: [{ names: [`${prefix}-*`], privileges: ['auto_configure', 'create', 'create_index'] }],
      },
      metrics_reader: METRICS_READER,
      ...(traces ? { trace_writer: traces } : {}),
    },
  };
}
