import { GENERATIONS } from '../catalogue/images';
import type { Rule } from '../platform/rule';

const tagIsOfTheGeneration: Rule = ({ openwhisk: { imageTag, actorSystem } }) => {
  const generation = imageTag === undefined ? undefined : GENERATIONS[imageTag];
  if (!generation || generation === actorSystem) return [];
  return [
    {
      path: ['openwhisk', 'imageTag'],
      problem: `'${imageTag}' is of the generation ${generation}, and openwhisk.actorSystem is ${actorSystem}`,
      allowed: `a tag of the generation ${actorSystem}`,
      fix: `set openwhisk.actorSystem: ${generation}, or remove it to take the tag of this version`,
    },
  ];
};

/** Rules between the generation of the images and other values. */
export const GENERATION_RULES: readonly Rule[] = [tagIsOfTheGeneration];
