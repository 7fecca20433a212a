import type { Resources } from '../kube/resources';
import { parseQuantity } from '../text/quantity';
import { pathText } from '../text/input-file';
import type { Rule } from '../platform/rule';
import { sectionsWith } from './sections';

const sectionsOfResources = sectionsWith<Resources>('requests', 'limits');

/** Refuses requests above their limits, which the API server would refuse, in every part of the platform. */
export const requestsWithinLimits: Rule = (platform) =>
  sectionsOfResources(platform).flatMap(([path, { requests, limits }]) =>
    (['cpu', 'memory'] as const)
      .filter((kind) => parseQuantity(requests[kind]) > parseQuantity(limits[kind]))
      .map((kind) => ({
        path: [...path, 'requests', kind],
        problem: `${requests[kind]} is more than the limit of ${limits[kind]}`,
        allowed: `at most ${limits[kind]}`,
        fix: `write ${limits[kind]} or less, or raise ${pathText([...path, 'limits', kind])}`,
      })),
  );
