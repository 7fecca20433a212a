import { z } from 'zod';
import { objectName } from './common';

/** One value in a Secret. */
export const secretKey = (what: string) =>
  z
    .strictObject({
      name: objectName().describe('Name of a Secret in the monitoring namespace.'),
      key: z.string().min(1).describe('Key of the value.'),
    })
    .describe(what);

/** A string of a notification, which may be a template (Alertmanager, "Notification template reference"). */
export const text = (what: string) => z.string().min(1).optional().describe(`${what}; may be a template.`);

/** Strings of a notification by name. */
export const texts = (what: string) =>
  z.record(z.string(), z.string().describe('Value; may be a template.')).default({}).describe(what);

/** A URL of a service that can be self-hosted. */
export const apiUrl = (fallback: string) =>
  z
    .url({ protocol: /^https?$/, error: 'an http or https URL' })
    .optional()
    .describe(`URL of the API. Default: ${fallback}`);

/** Whether resolved alerts are sent, too. */
export const sendResolved = () => z.boolean().default(true).describe('Whether resolved alerts are sent, too.');
