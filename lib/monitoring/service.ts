import type { MetricSource } from '../catalogue/sources';
import type { RecordingRule } from '../mixins/expressions/recorded';
import type { Served } from '../mixins/panels/board';
import { businessService } from '../mixins/service/board';
import { serviceRecords } from '../mixins/service/records';
import type { Platform } from '../platform/model';

/**
 * The recording rules of the business service, for the parts that a platform deploys; none where none is measured.
 *
 * @param sources - the watched sources.
 * @param served - whether a program of the platform can serve samples for an expression.
 */
export function serviceRules(
  { openwhisk, openfaas, mysql, logging, monitoring: { service } }: Platform,
  sources: readonly MetricSource[],
  served: Served,
): RecordingRule[] {
  const off = {
    ...(openwhisk.enabled ? {} : { openwhisk: undefined, managedApis: undefined, stores: undefined }),
    ...(openfaas.enabled ? {} : { openfaas: undefined }),
    ...(mysql.enabled ? {} : { mysql: undefined }),
    ...(logging.enabled ? {} : { logging: undefined }),
  };
  return serviceRecords(
    { ...service, components: { ...service.components, ...off } },
    (signal) => signal.sources.every((source) => sources.includes(source)) && served(signal.text),
  );
}

/** Dashboards without data where nothing of the business service is measured. */
export function unmeasuredBoards(records: readonly RecordingRule[]): string[] {
  return records.length > 0 ? [] : [businessService.uid];
}
