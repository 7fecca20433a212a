import { z } from 'zod';
import { httpUrl } from './common';

/** A string of a notification, which may be a template (Alertmanager, "Notification template reference"). */
export const text = (what: string) => z.string().min(1).optional().describe(`${what}; may be a template.`);

/** Strings of a notification by name. */
export const texts = (what: string) =>
  z.record(z.string(), z.string().describe('Value; may be a template.')).default({}).describe(what);

/** A URL of a service that can be self-hosted. */
export const apiUrl = (fallback: string) => httpUrl().optional().describe(`URL of the API. Default: ${fallback}`);

/** Whether resolved alerts are sent, too. */
export const sendResolved = () => z.boolean().default(true).describe('Whether resolved alerts are sent, too.');
