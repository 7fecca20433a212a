import { z } from 'zod';
import { dnsLabel, labelKey } from './common';
import { labelValue } from './values';

/** The pods of a proxy in front of the platform, for network policies. */
export const proxyPods = () =>
  z.strictObject({
    namespace: dnsLabel().describe('Namespace of its pods.'),
    podLabels: z
      .record(labelKey(), labelValue().describe('Value of the label.'))
      .default({})
      .describe('Labels of its pods. Default: any pod of the namespace.'),
  });
