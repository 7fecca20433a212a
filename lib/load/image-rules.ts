import { GENERATIONS, type ImageName } from '../catalogue/images';
import { whyUnsuitable } from '../kube/image-versions';
import { publicRuntimeImages, runtimesOf } from '../openwhisk/runtime-images';
import { validateRuntimes } from '../openwhisk/runtimes';
import { valueAt, type Mistake } from '../platform/mistake';
import type { Mapping } from '../platform/profiles';
import type { Rule } from '../platform/rule';
import { imageVersions } from '../platform/settings';
import { nearest } from '../text/nearest';
import { repetitions } from '../text/repeated';

/** Refuses images whose version does not understand the platform's configuration. */
export const suitableImages: Rule = ({ images }) =>
  Object.entries(images.overrides).flatMap(([name, reference = '']) => {
    const unsuitable = whyUnsuitable(name as ImageName, reference);
    if (!unsuitable) return [];
    const fix = `use ${unsuitable.allowed}, or remove it to take the version of the platform`;
    return [{ path: ['images', 'overrides', name], ...unsuitable, fix }];
  });

/**
 * Refuses a tag whose generation is unknown in a file that does not state it: the generations need different configurations, and a
 * tag such as a commit does not tell which.
 */
export function unstatedGeneration(file: Mapping): Mistake[] {
  const tag = valueAt(file, ['openwhisk', 'imageTag']);
  if (typeof tag !== 'string' || GENERATIONS[tag] || valueAt(file, ['openwhisk', 'actorSystem']) !== undefined)
    return [];
  return [
    {
      path: ['openwhisk', 'imageTag'],
      problem: `'${tag}' is a tag of an unknown generation of the images`,
      allowed: `${Object.keys(GENERATIONS).join(', ')}, or any with openwhisk.actorSystem`,
      fix: 'add openwhisk.actorSystem: akka (until 2.0.0), or pekko (main branch since October 2025)',
    },
  ];
}

/** Refuses digests of images that the platform does not have, such as the digests of a former version. */
export const digestsAreOfImages: Rule = (platform) => {
  const { overrides, digests } = platform.images;
  const runtimes = runtimesOf(platform.openwhisk, {});
  const { airGapImage } = platform.openwhisk.packages;
  if (validateRuntimes(runtimes).length > 0) return [];
  const references = [
    ...Object.values({ ...imageVersions(platform), ...overrides }),
    ...publicRuntimeImages(runtimes),
    ...(airGapImage ? [airGapImage] : []),
  ];
  return Object.keys(digests)
    .filter((reference) => !references.includes(reference))
    .map((reference) => {
      const similar = nearest(reference, references);
      const fix = `${similar ? `write ${similar} and its digest` : 'remove it'}, or pin all images again: docs/air-gap.md`;
      return {
        path: ['images', 'digests', reference],
        problem: `the platform has no image '${reference}'`,
        allowed: 'images that npx faas-stack images lists',
        fix,
      };
    });
};

/** Each pull secret is named once. */
export const distinctPullSecrets: Rule = ({ images: { pullSecrets } }) => {
  const isRepeated = repetitions(pullSecrets);
  return pullSecrets.flatMap((name, index) =>
    isRepeated(index)
      ? [
          {
            path: ['images', 'pullSecrets', index],
            problem: `'${name}' is listed twice`,
            allowed: 'each name once',
            fix: 'remove one of them',
          },
        ]
      : [],
  );
};
