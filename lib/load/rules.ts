import { brokenAutoscalingRules } from '../autoscaling/rules';
import { brokenLoggingRules } from '../logging/rules';
import { brokenMonitoringRules } from '../monitoring/rules';
import { brokenOpenWhiskRules } from '../openwhisk/rules';
import type { Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';

/** Everything that is wrong between the values of a platform. */
export function brokenRules(platform: Platform): Mistake[] {
  return [
    ...brokenOpenWhiskRules(platform),
    ...brokenMonitoringRules(platform),
    ...brokenLoggingRules(platform),
    ...brokenAutoscalingRules(platform),
  ];
}
