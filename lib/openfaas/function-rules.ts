import type { ConfigPath, Mistake } from '../platform/mistake';
import { placesOf, podsOfFunction, type PlatformFunction } from '../platform/functions';
import type { Platform } from '../platform/model';
import { databaseMistakes } from './database-rules';
import { FUNCTION_LABEL, SCALE_LABELS } from './function';
import { receiverIsFree, scalingMistakes } from './scaling-rules';

/** Limits of the community edition (openfaas/faas-netes 0.18.17, pkg/handlers/replica_reader.go). */
const COMMUNITY = { functions: 15, pods: 5 } as const;

/** Labels of the autoscaler, which edition pro alone has (pkg/handlers/validate.go). */
const OF_AUTOSCALER = ['zero', 'zero-duration', 'target', 'type'].map((key) => `com.openfaas.scale.${key}`);

/** Clouds whose annotations the provider of the community edition refuses (pkg/handlers/deploy.go). */
const REFUSED_ANNOTATIONS = /amazonaws\.com|gke\.io/;

/** The property that the largest number of pods comes from. */
function limitedBy({ min, max, preset }: PlatformFunction['scaling']): string {
  if (max !== undefined) return 'max';
  return preset !== undefined && min <= COMMUNITY.pods ? 'preset' : 'min';
}

type FunctionRule = (one: PlatformFunction, path: ConfigPath, platform: Platform) => Mistake[];

const fewEnoughPods: FunctionRule = (one, path, { openfaas }) => {
  const { min, max } = podsOfFunction(one);
  const at = (key: string): ConfigPath => [...path, 'scaling', key];
  if (min > max)
    return [
      {
        path: at('max'),
        problem: `${max} is less than the ${min} pods of scaling.min`,
        allowed: `at least ${min}`,
        fix: `write ${min} or more, or lower scaling.min`,
      },
    ];
  if (openfaas.edition === 'pro' || max <= COMMUNITY.pods) return [];
  const key = limitedBy(one.scaling);
  return [
    {
      path: at(key),
      problem: `the community edition ends ${max} pods down to ${COMMUNITY.pods}; edition pro has no such limit`,
      allowed: `at most ${COMMUNITY.pods} with openfaas.edition: community`,
      fix: `${key === 'preset' ? `add max: ${COMMUNITY.pods}` : `write ${COMMUNITY.pods} or less`}, or set openfaas.edition: pro`,
    },
  ];
};

const labelsFitEdition: FunctionRule = ({ labels }, path, { openfaas }) =>
  Object.keys(labels).flatMap((key): Mistake[] => {
    const at = [...path, 'labels', key];
    if (key === FUNCTION_LABEL || Object.values<string>(SCALE_LABELS).includes(key))
      return [
        {
          path: at,
          problem: 'the platform sets it',
          allowed: 'labels with other keys',
          fix: key === FUNCTION_LABEL ? 'remove it' : 'remove it, and write scaling',
        },
      ];
    if (openfaas.edition === 'pro' || !OF_AUTOSCALER.includes(key)) return [];
    return [
      {
        path: at,
        problem: 'the community edition refuses it: scaling to zero, and by another target, are parts of edition pro',
        allowed: 'labels that the community edition accepts',
        fix: 'remove it, or set openfaas.edition: pro',
      },
    ];
  });

const annotationsFitEdition: FunctionRule = ({ annotations }, path, { openfaas }) =>
  openfaas.edition === 'pro'
    ? []
    : Object.keys(annotations)
        .filter((key) => REFUSED_ANNOTATIONS.test(key))
        .map((key) => ({
          path: [...path, 'annotations', key],
          problem: 'the community edition refuses annotations of amazonaws.com and gke.io; edition pro accepts them',
          allowed: 'annotations that the community edition accepts',
          fix: 'remove it, or set openfaas.edition: pro',
        }));

/** A Function object has neither. */
const podsFitEdition: FunctionRule = ({ placement, user }, path, { openfaas }) => {
  if (openfaas.edition === 'community') return [];
  const useless = (key: readonly string[], what: string): Mistake => ({
    path: [...path, ...key],
    problem: `it has no effect: a Function object of edition pro has no ${what}`,
    allowed: `${key.join('.')} with openfaas.edition: community`,
    fix: 'remove it',
  });
  return [
    ...(placement.tolerations.length > 0 ? [useless(['placement', 'tolerations'], 'tolerations')] : []),
    ...(user === DEFAULT_USER ? [] : [useless(['user'], 'user')]),
  ];
};

const DEFAULT_USER = 12_000;

const namesAreFree: FunctionRule = ({ name }, path, { name: instance }) =>
  name.startsWith(`${instance}-`)
    ? [
        {
          path: [...path, 'name'],
          problem: `'${name}' has the prefix of the platform's objects`,
          allowed: `a name that does not begin with ${instance}-`,
          fix: 'write another name',
        },
      ]
    : [];

const RULES: readonly FunctionRule[] = [
  fewEnoughPods,
  labelsFitEdition,
  annotationsFitEdition,
  podsFitEdition,
  namesAreFree,
  scalingMistakes,
  databaseMistakes,
];

/** The mistakes in the functions that OpenFaaS runs. */
export function functionMistakes(platform: Platform): Mistake[] {
  const { functions, openfaas } = platform;
  const here = functions.flatMap((one, index) =>
    placesOf(one, platform).includes('openfaas') ? [{ one, path: ['functions', index] }] : [],
  );
  const further = here[COMMUNITY.functions];
  return [
    ...receiverIsFree(platform),
    ...(openfaas.edition === 'community' && further
      ? [
          {
            path: further.path,
            problem: `the community edition invokes none of more than ${COMMUNITY.functions} functions; edition pro has no such limit`,
            allowed: `at most ${COMMUNITY.functions} functions with openfaas.edition: community`,
            fix: 'remove functions, or set openfaas.edition: pro',
          },
        ]
      : []),
    ...here.flatMap(({ one, path }) => RULES.flatMap((rule) => rule(one, path, platform))),
  ];
}
