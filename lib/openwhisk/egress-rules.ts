import type { Rule } from '../platform/rule';
import { isStrictlyWithin, parseRange } from '../text/ip-range';

/** The API server refuses an exception that is not within its range (Kubernetes, `IPBlock.except`). */
const exceptionsAreWithin: Rule = ({ openwhisk: { actions } }) =>
  (actions.egress ?? []).flatMap(({ cidr, except = [] }, index) =>
    except.flatMap((text, position) => {
      const [outer, inner] = [parseRange(cidr), parseRange(text)];
      if (!outer || !inner || isStrictlyWithin(inner, outer)) return [];
      return [
        {
          path: ['openwhisk', 'actions', 'egress', index, 'except', position],
          problem: `'${text}' is not a part of ${cidr}`,
          allowed: `ranges within ${cidr}`,
          fix: 'remove it, or move it to the range that it is a part of',
        },
      ];
    }),
  );

/** Rules of the ranges that actions reach. */
export const EGRESS_RULES: readonly Rule[] = [exceptionsAreWithin];
