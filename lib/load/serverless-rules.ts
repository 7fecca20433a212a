import type { Rule } from '../platform/rule';

/** There is a serverless platform. */
export const onePlatformRuns: Rule = ({ openwhisk, openfaas }) =>
  openwhisk.enabled || openfaas.enabled
    ? []
    : [
        {
          path: ['openwhisk', 'enabled'],
          problem: 'false leaves no serverless platform: openfaas.enabled is false, too',
          allowed: 'one of the two, or both',
          fix: 'remove it, or set openfaas.enabled: true',
        },
      ];
