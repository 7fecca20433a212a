import { z } from 'zod';
import { INI_SECTIONS } from '../../catalogue/grafana';
import { host, httpUrl, objectName, port, secretKey } from './common';
import { SECRETS } from './secrets';

/** Settings of grafana.ini by section. */
export const iniSchema = z
  .partialRecord(
    z.enum(INI_SECTIONS),
    z
      .record(
        z.string().regex(/^[A-Za-z0-9_]+$/, { error: 'the key of a setting: letters, digits and _' }),
        z
          .union([z.string(), z.number(), z.boolean(), secretKey('A value in a Secret.')])
          .describe('A string, a number or a boolean; or the name and key of a Secret.'),
      )
      .describe('Settings of the section.'),
  )
  .default({})
  .describe(
    'Settings of grafana.ini (Grafana, "Configure Grafana"), by section and key: users, OAuth (`auth.github`, `auth.generic_oauth`, …), `auth.anonymous`, `smtp` and so on. Secrets are `{ name, key }` of a Secret. Network policies open the ports of the servers in them.',
  );

/** LDAP. */
export const ldapSchema = z
  .strictObject({
    existingSecret: objectName()
      .describe('Name of your Secret with the key `ldap.toml` (Grafana, "LDAP authentication").')
      .register(SECRETS, { keys: ['ldap.toml'] }),
    servers: z
      .array(
        z
          .strictObject({
            host: host().describe('Host name or address.'),
            port: port().default(636).describe('TCP port: 636 with TLS, 389 with STARTTLS or without.'),
          })
          .describe('An LDAP server.'),
      )
      .min(1)
      .describe('The servers in ldap.toml, to which network policies let Grafana connect.'),
    allowSignUp: z.boolean().default(true).describe('Whether users of the directory are created at their first login.'),
  })
  .optional()
  .describe('Login with LDAP. Default: none.');

/** Plugins from a server that the cluster reaches. */
export const pluginsSchema = z
  .array(
    z
      .strictObject({
        id: z
          .string()
          .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'the identifier of a plugin, such as grafana-clock-panel' })
          .describe('Identifier of the plugin, such as grafana-clock-panel.'),
        version: z
          .string()
          .regex(/^\d+\.\d+\.\d+[A-Za-z0-9.+-]*$/, { error: 'an exact version, such as 2.1.8' })
          .describe('Exact version.'),
        url: httpUrl()
          .regex(/^[^,@\s]+$/, { error: 'a URL without a comma, a space and an @' })
          .describe('URL of the ZIP archive, such as a mirror within your network.'),
      })
      .describe('A plugin.'),
  )
  .default([])
  .describe(
    'Plugins that are installed before Grafana starts (`plugins.preinstall_sync`). In clusters without a mirror, build them into an image of your own, and name it in images.overrides.grafana.',
  );
