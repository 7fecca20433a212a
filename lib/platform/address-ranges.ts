import { isStrictlyWithin, parseRange } from '../text/ip-range';
import type { ConfigPath, Mistake } from './mistake';

/** A range of addresses that pods may reach, and the exceptions in it. */
interface AddressRange {
  readonly cidr: string;
  readonly except?: readonly string[];
}

/** The exceptions of ranges that are not within them, which the API server refuses (Kubernetes, `IPBlock.except`). */
export function exceptionMistakes(path: ConfigPath, ranges: readonly AddressRange[]): Mistake[] {
  return ranges.flatMap(({ cidr, except = [] }, index) =>
    except.flatMap((text, position) => {
      const [outer, inner] = [parseRange(cidr), parseRange(text)];
      if (!outer || !inner || isStrictlyWithin(inner, outer)) return [];
      return [
        {
          path: [...path, index, 'except', position],
          problem: `'${text}' is not a part of ${cidr}`,
          allowed: `ranges within ${cidr}`,
          fix: 'remove it, or move it to the range that it is a part of',
        },
      ];
    }),
  );
}
