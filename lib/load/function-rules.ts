import type { Mistake } from '../platform/mistake';
import { placesOf, type FunctionPlatform } from '../platform/functions';
import type { Rule } from '../platform/rule';
import { repetitions } from '../text/repeated';

const NAMES: Readonly<Record<FunctionPlatform, string>> = { openfaas: 'OpenFaaS', openwhisk: 'OpenWhisk' };

/** Refuses functions for a platform that is off. */
export const functionsHaveAPlatform: Rule = (platform) => {
  const { functions, openfaas, openwhisk } = platform;
  // Another rule refuses a platform without both.
  if (!openfaas.enabled && !openwhisk.enabled) return [];
  return functions.flatMap((one, index) =>
    placesOf(one, platform)
      .filter((place) => !platform[place].enabled)
      .map((place): Mistake => {
        const other = place === 'openfaas' ? 'openwhisk' : 'openfaas';
        return {
          path: ['functions', index, 'platform'],
          problem: `'${one.platform}' needs ${NAMES[place]}, which is off`,
          allowed: `'${one.platform}' with ${place}.enabled: true, or '${other}'`,
          fix: `set ${place}.enabled: true, or write ${other}`,
        };
      }),
  );
};

/** Refuses one name of two functions, on whichever platform: the name is the identity of a function. */
export const functionNamesAreDistinct: Rule = ({ functions }) => {
  const isRepeated = repetitions(functions.map(({ name }) => name));
  return functions.flatMap(({ name }, index) =>
    isRepeated(index)
      ? [
          {
            path: ['functions', index, 'name'],
            problem: `'${name}' is already the name of another function`,
            allowed: 'a name per function',
            fix: 'write another name',
          },
        ]
      : [],
  );
};

/** Refuses a Secret that a function lists twice. */
export const functionSecretsAreDistinct: Rule = ({ functions }) =>
  functions.flatMap(({ secrets }, index) => {
    const isRepeated = repetitions(secrets);
    return secrets.flatMap((secret, at) =>
      isRepeated(at)
        ? [
            {
              path: ['functions', index, 'secrets', at],
              problem: `'${secret}' is listed twice`,
              allowed: 'each name once',
              fix: 'remove one of them',
            },
          ]
        : [],
    );
  });

/** Refuses limits of an action for a function that is none. */
export const actionLimitsHaveAnEffect: Rule = (platform) =>
  platform.functions.flatMap((one, index) =>
    !one.action || placesOf(one, platform).includes('openwhisk')
      ? []
      : [
          {
            path: ['functions', index, 'action'],
            problem: 'it has no effect: the function does not run on OpenWhisk',
            allowed: 'action with platform: openwhisk or both',
            fix: 'remove it, or write platform: both',
          },
        ],
  );
