import { isMapping } from '../platform/profiles';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Rule } from '../platform/rule';

/** A certificate has one source: an existing Secret, cert-manager, or the default, a job. */
export const oneCertificateSource: Rule = (platform) => certificatesBelow(platform, []);

function certificatesBelow(value: unknown, path: ConfigPath): Mistake[] {
  if (!isMapping(value)) return [];
  const both = value['existingSecret'] !== undefined && value['certManager'] !== undefined;
  return [
    ...(both
      ? [
          {
            path: [...path, 'certManager'],
            problem: 'there are two sources of one certificate',
            allowed: 'existingSecret or certManager',
            fix: 'remove one of them',
          },
        ]
      : []),
    ...Object.entries(value).flatMap(([key, inner]) => certificatesBelow(inner, [...path, key])),
  ];
}
