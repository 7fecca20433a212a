import { isDeepStrictEqual } from 'node:util';
import { placesOf, type PlatformFunction } from '../platform/functions';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { OpenWhisk } from '../platform/model';
import type { Rule } from '../platform/rule';
import { functionsSchema } from '../platform/schema/functions';
import { parseHoconDuration } from '../text/hocon-duration';
import { parseSize } from '../text/quantity';
import { parseWhiskSize } from '../text/whisk-size';
import { ACTION_ANNOTATIONS } from './function-actions';

type FunctionRule = (one: PlatformFunction, path: ConfigPath, limits: OpenWhisk['limits']) => Mistake[];

/** The controller refuses other sizes with each try of the Job. */
const memoryWithinLimits: FunctionRule = ({ limits: { memory } }, path, limits) => {
  const { mebibytes } = parseSize(memory);
  const min = parseWhiskSize(limits.memory.min).mebibytes;
  const max = parseWhiskSize(limits.memory.max).mebibytes;
  if (Number.isInteger(mebibytes) && mebibytes >= min && mebibytes <= max) return [];
  return [
    {
      path: [...path, 'limits', 'memory'],
      problem: `${memory} is not a memory limit of an OpenWhisk action`,
      allowed: `whole MiB from ${min}Mi to ${max}Mi (openwhisk.limits.memory)`,
      fix: 'write such a size, or change openwhisk.limits.memory',
    },
  ];
};

const timeoutWithinLimits: FunctionRule = ({ action }, path, { time: { min, max } }) => {
  const timeout = action?.timeout;
  if (timeout === undefined) return [];
  const milliseconds = parseHoconDuration(timeout);
  if (milliseconds >= parseHoconDuration(min) && milliseconds <= parseHoconDuration(max)) return [];
  return [
    {
      path: [...path, 'action', 'timeout'],
      problem: `${timeout} is not a time limit of an OpenWhisk action`,
      allowed: `${min} to ${max} (openwhisk.limits.time)`,
      fix: 'write such a duration, or change openwhisk.limits.time',
    },
  ];
};

const concurrencyWithinLimits: FunctionRule = ({ action }, path, { concurrency: { min, max } }) => {
  const value = action?.concurrency;
  if (value === undefined || (value >= min && value <= max)) return [];
  return [
    {
      path: [...path, 'action', 'concurrency'],
      problem: `${value} is not a concurrency of an OpenWhisk action`,
      allowed: `${min} to ${max} (openwhisk.limits.concurrency)`,
      fix: 'write such a number, or change openwhisk.limits.concurrency and openwhisk.invoker.actionConcurrency',
    },
  ];
};

/** The controller drops the digest of an image and stores the rest: without a tag, that is `latest` (OpenWhisk, ExecManifest.scala). */
const imageHasTagOnly: FunctionRule = ({ image }, path) =>
  image.includes('@')
    ? [
        {
          path: [...path, 'image'],
          problem: `OpenWhisk drops the digest of '${image}'`,
          allowed: 'an image with a tag and without a digest, such as registry.example.org/name:1.2.3',
          fix: 'write the tag in place of the digest',
        },
      ]
    : [];

const annotationsAreFree: FunctionRule = ({ annotations }, path) =>
  Object.keys(annotations)
    .filter((key) => key === 'exec' || Object.hasOwn(ACTION_ANNOTATIONS, key))
    .map((key) => ({
      path: [...path, 'annotations', key],
      problem: 'the platform sets it on actions',
      allowed: 'annotations with other keys',
      fix: 'remove it',
    }));

/** The credentials of the database are in the namespace of OpenFaaS' functions, and action pods have no connection to it. */
const hasNoDatabase: FunctionRule = ({ database }, path) =>
  database
    ? [
        {
          path: [...path, 'database'],
          problem: 'the platform connects functions to its database on OpenFaaS only',
          allowed: 'database with platform: openfaas',
          fix: 'remove it, and name the database in environment and secrets; or write platform: openfaas',
        },
      ]
    : [];

/** Settings of a pod, which an invoker creates with the settings of openwhisk.actions. */
const OF_PODS = ['requests', 'labels', 'readOnlyRootFilesystem', 'user', 'placement', 'scaling'] as const;

/** A function of an OpenFaaS beside it may have them. */
const hasNoPodSettings: FunctionRule = (one, path) => {
  const [standard] = functionsSchema.parse([{ name: one.name, image: one.image }]);
  const cpu = one.limits.cpu === standard?.limits.cpu ? [] : [['limits', 'cpu']];
  const settings = OF_PODS.filter((key) => !isDeepStrictEqual(one[key], standard?.[key])).map((key) => [key]);
  return [...settings, ...cpu].map((key) => ({
    path: [...path, ...key],
    problem: 'it has no effect: OpenWhisk creates all action pods with the settings of openwhisk.actions',
    allowed: `${key.join('.')} with platform: openfaas or both`,
    fix: 'remove it',
  }));
};

const RULES: readonly FunctionRule[] = [
  memoryWithinLimits,
  timeoutWithinLimits,
  concurrencyWithinLimits,
  imageHasTagOnly,
  annotationsAreFree,
  hasNoDatabase,
];

/** Refuses functions that the controller would refuse, and settings that an action does not have. */
const functionsFit: Rule = (platform) =>
  platform.functions.flatMap((one, index) => {
    const path = ['functions', index];
    const places = placesOf(one, platform);
    if (!places.includes('openwhisk')) return [];
    const rules = places.includes('openfaas') ? RULES : [...RULES, hasNoPodSettings];
    return rules.flatMap((rule) => rule(one, path, platform.openwhisk.limits));
  });

const secretIsRead: Rule = (platform) => {
  const { functionsSecret } = platform.openwhisk.auth;
  const read = platform.functions.some((one) => placesOf(one, platform).includes('openwhisk'));
  if (functionsSecret === undefined || read) return [];
  return [
    {
      path: ['openwhisk', 'auth', 'functionsSecret'],
      problem: 'it has no effect: no function runs on OpenWhisk',
      allowed: 'functionsSecret with functions of platform openwhisk or both',
      fix: 'remove it, or add functions',
    },
  ];
};

/** Rules of functions that run as actions. */
export const FUNCTION_RULES: readonly Rule[] = [functionsFit, secretIsRead];
