import { bytes, decimal, isTrue, percentage, text, truth, wholeNumber } from '../convert';
import { allObsolete, by, changed, mapped, obsolete, type Options, set, to, unneeded } from '../option';
import { credentials, WHISK_AUTH } from '../secrets';
import { INGRESS } from './ingress';

const RANGES = ['time', 'memory', 'concurrency', 'log'] as const;
const BOUNDS = ['min', 'max', 'std'] as const;

const RANGE_OPTIONS: Options = Object.fromEntries(
  RANGES.flatMap((range) =>
    BOUNDS.map((bound) => {
      const convert = range === 'concurrency' ? wholeNumber : text;
      return [`whisk.limits.actions.${range}.${bound}`, to(`openwhisk.limits.${range}.${bound}`, convert)] as const;
    }),
  ),
);

const TOPICS = ['cacheInvalidation', 'completed', 'events', 'health', 'invoker', 'scheduler', 'creationAck'] as const;
const TOPIC_PROPERTIES = ['segmentBytes', 'retentionBytes', 'retentionMs'] as const;

const TOPIC_OPTIONS: Options = Object.fromEntries(
  TOPICS.flatMap((topic) =>
    TOPIC_PROPERTIES.map(
      (property) =>
        [
          `whisk.kafka.topics.${topic}.${property}`,
          to(`openwhisk.kafka.topics.${topic}.${property}`, wholeNumber),
        ] as const,
    ),
  ),
);

/** Options below `whisk`. */
export const WHISK: Options = {
  ...INGRESS,
  ...credentials(WHISK_AUTH),
  'whisk.systemNameSpace': to('openwhisk.systemNamespace', text),
  'whisk.limits.actionsInvokesPerminute': to('openwhisk.limits.actionsInvokesPerMinute', wholeNumber),
  'whisk.limits.actionsInvokesConcurrent': to('openwhisk.limits.actionsInvokesConcurrent', wholeNumber),
  'whisk.limits.triggersFiresPerminute': to('openwhisk.limits.triggersFiresPerMinute', wholeNumber),
  'whisk.limits.actionsSequenceMaxlength': to('openwhisk.limits.actionsSequenceMaxLength', wholeNumber),
  ...RANGE_OPTIONS,
  'whisk.limits.activation.payload.max': to('openwhisk.limits.activationPayloadMaxBytes', bytes),
  'whisk.loadbalancer.blackboxFraction': by(['openwhisk.loadBalancer.blackboxFraction'], (value, { get }) =>
    isTrue(get('scheduler.enabled')) && get('whisk.fraction.blackboxFraction') !== undefined
      ? unneeded('the scheduler reads whisk.fraction.blackboxFraction')
      : mapped(set('openwhisk.loadBalancer.blackboxFraction', percentage(value))),
  ),
  'whisk.loadbalancer.timeoutFactor': to('openwhisk.loadBalancer.timeoutFactor', decimal),
  'whisk.kafka.replicationFactor': to('openwhisk.kafka.replicationFactor', wholeNumber),
  'whisk.kafka.topics.prefix': to('openwhisk.kafka.topics.prefix', text),
  ...TOPIC_OPTIONS,
  'whisk.containerPool.userMemory': to('openwhisk.invoker.userMemory', text),
  'whisk.runtimes': by([], (value) =>
    value === 'runtimes.json'
      ? unneeded('the runtimes of this version replace the runtimes of 2022')
      : changed('it names a file within the chart; write its content to openwhisk.runtimes'),
  ),
  'whisk.durationChecker.timeWindow': to('openwhisk.scheduler.durationWindow', text),
  'whisk.testing.includeTests': to('openwhisk.tests.enabled', truth),
  'whisk.testing.includeSystemTests': by(['openwhisk.tests.enabled'], (value, { get }) => {
    if (!truth(value)) return unneeded("the system tests are run from OpenWhisk's build");
    const reason =
      "the package checker and the smoke test take the place of OpenWhisk's system tests, which clone and build OpenWhisk: run './gradlew :tests:testSystemKCF' in a clone of it, with the API host and the keys in whisk.properties";
    const included = get('whisk.testing.includeTests');
    return included !== undefined && !isTrue(included)
      ? changed(reason)
      : changed(reason, set('openwhisk.tests.enabled', true));
  }),
  ...allObsolete('only shown by the API; the images know it themselves', [
    'whisk.versions.openwhisk.buildDate',
    'whisk.versions.openwhisk.buildNo',
  ]),
  'whisk.versions.openwhisk.gitTag': to('openwhisk.packages.tags.openwhisk', text),
  'whisk.versions.openwhiskCli.tag': obsolete('the chart reads it nowhere'),
  'whisk.versions.openwhiskCatalog.gitTag': to('openwhisk.packages.tags.catalog', text),
  'whisk.versions.openwhiskPackageAlarms.gitTag': to('openwhisk.packages.tags.alarms', text),
  'whisk.versions.openwhiskPackageKafka.gitTag': to('openwhisk.packages.tags.kafka', text),
};
