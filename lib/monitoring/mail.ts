import type { Receiver } from '../crds';
import type { Monitoring } from '../platform/model';
import { tlsFields } from './http-client';
import { keyValues } from './key-values';

type Mail = Monitoring['alertmanager']['receivers'][number]['email'][number];
type EmailConfig = NonNullable<Receiver['emailConfigs']>[number];

/** Whether a mail server speaks TLS from the first byte on (RFC 8314, section 3.3). */
export function isImplicitTls({ smarthost, implicitTLS }: Pick<Mail, 'smarthost' | 'implicitTLS'>): boolean {
  return implicitTLS ?? smarthost.endsWith(':465');
}

/**
 * STARTTLS, where it is not Alertmanager's default. Alertmanager 0.28 also requires it within implicit TLS, where no server
 * offers it (alertmanager, notify/email/email.go).
 */
function startTls(mail: Mail): Pick<EmailConfig, 'requireTLS'> {
  const requireTLS = isImplicitTls(mail) ? false : mail.requireTLS;
  return requireTLS === undefined ? {} : { requireTLS };
}

/** A mail as the custom resource has it. */
export function mailFields(mail: Mail): EmailConfig {
  const { username, passwordSecret, headers, tls, implicitTLS, ...fields } = mail;
  return {
    ...fields,
    ...startTls(mail),
    ...(implicitTLS === undefined ? {} : { forceImplicitTLS: implicitTLS }),
    ...tlsFields(tls),
    ...(Object.keys(headers).length > 0 ? { headers: keyValues(headers) } : {}),
    ...(username ? { authUsername: username } : {}),
    ...(passwordSecret ? { authPassword: passwordSecret } : {}),
  };
}
