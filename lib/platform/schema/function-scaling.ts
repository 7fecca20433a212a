import { z } from 'zod';
import { ALERT_PRESETS, type AlertPresetName } from '../alert-presets';
import { count } from './common';

const PRESETS = Object.keys(ALERT_PRESETS) as [AlertPresetName, ...AlertPresetName[]];

const perSecond = () => z.number().positive({ error: 'a number above 0' }).max(1_000_000).optional();

/** The number of pods of a function, and what decides on it. */
export const functionScaling = z
  .strictObject({
    mode: z
      .enum(['none', 'alert', 'rate', 'cpu', 'keda'])
      .default('none')
      .describe(
        'Scaler of the function. none: nothing of the platform. alert: the gateway, on an alert of Prometheus. rate: a HorizontalPodAutoscaler, by invocations per second and pod. cpu: a HorizontalPodAutoscaler, by CPU. keda: KEDA, which must be in the cluster, by invocations per second and pod.',
      ),
    min: count(0, 1000).default(1).describe('Least number of pods; 0 only with mode: keda and openfaas.edition: pro.'),
    max: count(1, 1000)
      .optional()
      .describe(
        'Largest number of pods; the community edition has at most 5. Default: the least with mode: none, the number of the preset with mode: alert, otherwise 5.',
      ),
    factor: count(1, 100)
      .optional()
      .describe(
        'Pods that one step of the gateway adds, in percent of the largest number, rounded up. Default: the factor of the preset with mode: alert, otherwise 20.',
      ),
    preset: z
      .enum(PRESETS)
      .optional()
      .describe(
        'Numbers of mode: alert. talk: +5 pods per minute to 20; 2018: OpenFaaS of April 2018; now: its community edition; fixed: the same with a rate over 30 s instead of 10 s. Default: fixed.',
      ),
    threshold: perSecond().describe(
      'Invocations per second of the function above which the gateway adds pods, with mode: alert. Default: 5.',
    ),
    perPod: perSecond().describe('Target invocations per second and pod, with mode: rate or keda. Default: 5.'),
    utilization: count(1, 1000)
      .optional()
      .describe('Target CPU utilization in percent of the requests, with mode: cpu. Default: 70.'),
    pace: z
      .enum(['steady', 'talk'])
      .optional()
      .describe(
        'How fast the number of pods may change, with mode: rate, cpu or keda. steady: up as Kubernetes does, down after five minutes; talk: +5 pods per minute, down at once. Default: steady.',
      ),
  })
  .prefault({})
  .describe('Number of pods.');
