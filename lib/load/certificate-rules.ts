import type { TlsSource } from '../kube/certificate';
import type { Rule } from '../platform/rule';
import { sectionsWith } from './sections';

const certificates = sectionsWith<TlsSource>('existingSecret', 'certManager');

/** A certificate has one source: an existing Secret, cert-manager, or the default, a job. */
export const oneCertificateSource: Rule = (platform) =>
  certificates(platform)
    .filter(([, { existingSecret, certManager }]) => existingSecret !== undefined && certManager !== undefined)
    .map(([path]) => ({
      path: [...path, 'certManager'],
      problem: 'there are two sources of one certificate',
      allowed: 'existingSecret or certManager',
      fix: 'remove one of them',
    }));
