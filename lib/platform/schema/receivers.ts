import { z } from 'zod';
import { line } from './values';
import { dnsLabel } from './common';

const attributes = (description: string) =>
  z.array(line(200).describe('Name of a resource attribute.')).default([]).describe(description);

const otlp = z
  .strictObject({
    promoteResourceAttributes: attributes('Resource attributes that become labels. Default: none.'),
    keepIdentifyingResourceAttributes: z
      .boolean()
      .default(false)
      .describe('Keeps service.name, service.namespace and service.instance.id as labels of target_info.'),
    translationStrategy: z
      .enum([
        'UnderscoreEscapingWithSuffixes',
        'UnderscoreEscapingWithoutSuffixes',
        'NoUTF8EscapingWithSuffixes',
        'NoTranslation',
      ])
      .default('UnderscoreEscapingWithSuffixes')
      .describe('Translation of the names of metrics and attributes.'),
  })
  .optional()
  .describe('Receives metrics of OpenTelemetry at /api/v1/otlp/v1/metrics.');

/** Receivers of pushed samples. */
export const receiversSchema = z
  .strictObject({
    remoteWrite: z.boolean().default(false).describe('Receives remote write at /api/v1/write.'),
    otlp,
    from: z
      .array(dnsLabel().describe('Name of a namespace.'))
      .default([])
      .describe('Namespaces whose pods may send; network policies admit them.'),
  })
  .optional()
  .describe(
    'Receivers of pushed samples, at the port of the user interface and without authentication (docs/monitoring.md, "Pushed samples").',
  );
