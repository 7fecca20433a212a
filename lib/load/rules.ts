import { autoscalingMistakes } from '../autoscaling/rules';
import { loggingMistakes } from '../logging/rules';
import { monitoringMistakes } from '../monitoring/rules';
import { openFaasMistakes } from '../openfaas/rules';
import { mysqlMistakes } from '../mysql/rules';
import { openWhiskMistakes } from '../openwhisk/rules';
import { tracingMistakes } from '../tracing/rules';
import type { Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import { apartFromClusterDns, defaultNamesFit } from '../platform/namespaces';
import type { Rule } from '../platform/rule';
import { oneCertificateSource } from './certificate-rules';
import {
  actionLimitsHaveAnEffect,
  functionNamesAreDistinct,
  functionSecretsAreDistinct,
  functionsHaveAPlatform,
} from './function-rules';
import { digestsAreOfImages, distinctPullSecrets, suitableImages } from './image-rules';
import { claimsExist, podSettingsFit } from './pod-rules';
import { requestsWithinLimits } from './resource-rules';
import { onePlatformRuns } from './serverless-rules';
import { versionIsSupported } from './version-rules';

const RULES: readonly Rule[] = [
  versionIsSupported,
  onePlatformRuns,
  apartFromClusterDns,
  defaultNamesFit,
  oneCertificateSource,
  openWhiskMistakes,
  monitoringMistakes,
  loggingMistakes,
  autoscalingMistakes,
  openFaasMistakes,
  mysqlMistakes,
  tracingMistakes,
  functionsHaveAPlatform,
  functionNamesAreDistinct,
  functionSecretsAreDistinct,
  actionLimitsHaveAnEffect,
  requestsWithinLimits,
  podSettingsFit,
  claimsExist,
  suitableImages,
  digestsAreOfImages,
  distinctPullSecrets,
];

/** The mistakes between the values of a platform. */
export function mistakesBetweenValues(platform: Platform): Mistake[] {
  return RULES.flatMap((rule) => rule(platform));
}
