import type { PrometheusSpec } from '../crds';
import type { Monitoring } from '../platform/model';
import { externalUrlOf } from './protected-ingress';

type Prometheus = Monitoring['prometheus'];

/** Fields of the custom resource that follow from one option each; defaults of Prometheus are left out. */
export function serverSettings(spec: Prometheus): Partial<PrometheusSpec> {
  const { query, exemplars, receivers } = spec;
  const externalUrl = externalUrlOf(spec);
  const features = [...(exemplars ? ['exemplar-storage'] : []), ...spec.enableFeatures];
  return {
    scrapeInterval: spec.scrapeInterval,
    ...(spec.scrapeTimeout ? { scrapeTimeout: spec.scrapeTimeout } : {}),
    evaluationInterval: spec.evaluationInterval,
    ...(spec.ruleQueryOffset ? { ruleQueryOffset: spec.ruleQueryOffset } : {}),
    ...(spec.outOfOrderWindow ? { tsdb: { outOfOrderTimeWindow: spec.outOfOrderWindow } } : {}),
    ...(spec.nameValidationScheme === 'UTF8' ? {} : { nameValidationScheme: spec.nameValidationScheme }),
    ...(externalUrl ? { externalUrl } : {}),
    ...(spec.logLevel === 'info' ? {} : { logLevel: spec.logLevel }),
    ...limitsOf(spec.limits),
    ...(query ? { query } : {}),
    // Once a target offers native histograms, Prometheus drops the classic ones unless these are requested, too.
    ...(spec.nativeHistograms ? { scrapeNativeHistograms: true, scrapeClassicHistograms: true } : {}),
    ...(exemplars ? { exemplars: { maxSize: exemplars } } : {}),
    ...(features.length > 0 ? { enableFeatures: features } : {}),
    ...(receivers ? receiversOf(receivers) : {}),
  };
}

/** The fields of a limit: one for scrapes without a limit of their own, and one that caps them all. */
const LIMITS = {
  samples: ['sampleLimit', 'enforcedSampleLimit'],
  targets: ['targetLimit', 'enforcedTargetLimit'],
  labels: ['labelLimit', 'enforcedLabelLimit'],
  labelNameLength: ['labelNameLengthLimit', 'enforcedLabelNameLengthLimit'],
  labelValueLength: ['labelValueLengthLimit', 'enforcedLabelValueLengthLimit'],
  bodySize: ['bodySizeLimit', 'enforcedBodySizeLimit'],
  keepDroppedTargets: ['keepDroppedTargets', 'enforcedKeepDroppedTargets'],
} as const satisfies Record<
  Exclude<keyof Prometheus['limits'], 'enforced'>,
  readonly [keyof PrometheusSpec, keyof PrometheusSpec]
>;

function limitsOf({ enforced, ...limits }: Prometheus['limits']): Partial<PrometheusSpec> {
  return Object.fromEntries(
    Object.entries(LIMITS).flatMap(([key, [own, cap]]) => {
      const value = limits[key as keyof typeof LIMITS];
      return value === undefined ? [] : [[enforced ? cap : own, value]];
    }),
  );
}

function receiversOf({ remoteWrite, otlp }: NonNullable<Prometheus['receivers']>): Partial<PrometheusSpec> {
  return {
    ...(remoteWrite ? { enableRemoteWriteReceiver: true } : {}),
    ...(otlp
      ? {
          enableOTLPReceiver: true,
          otlp: {
            translationStrategy: otlp.translationStrategy,
            ...(otlp.promoteResourceAttributes.length > 0
              ? { promoteResourceAttributes: otlp.promoteResourceAttributes }
              : {}),
            ...(otlp.keepIdentifyingResourceAttributes ? { keepIdentifyingResourceAttributes: true } : {}),
          },
        }
      : {}),
  };
}
