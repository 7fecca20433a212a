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

const JVMS = ['controller', 'invoker', 'scheduler'] as const;
const OPTIONS = ['options', 'jvmOptions'] as const;

/** Both generations ignore the other one's settings without a word: each has its library's keys below its own name. */
const settingsOfTheGeneration: Rule = ({ openwhisk }) => {
  const { actorSystem } = openwhisk;
  const other = actorSystem === 'akka' ? 'pekko' : 'akka';
  return JVMS.flatMap((component) =>
    OPTIONS.flatMap((key) => {
      const found = openwhisk[component][key].split(/\s+/).find((option) => option.startsWith(`-D${other}.`));
      if (found === undefined) return [];
      return [
        {
          path: ['openwhisk', component, key],
          problem: `${found} has no effect: the images of openwhisk.actorSystem: ${actorSystem} read no key of ${other}`,
          allowed: `keys such as ${actorSystem}.a.b`,
          fix: `write ${found.replace(`-D${other}.`, `-D${actorSystem}.`)}, if the key exists there`,
        },
      ];
    }),
  );
};

/** Rules between the generation of the images and other values. */
export const GENERATION_RULES: readonly Rule[] = [tagIsOfTheGeneration, settingsOfTheGeneration];
