import { z } from 'zod';
import { count, duration, jvm, probes, replicas, resources } from './common';

const queueManagerSchema = z
  .strictObject({
    maxSchedulingTime: duration().default('20 seconds').describe('Timeout for creating a queue.'),
    maxRetriesToGetQueue: count(1, 1000).default(13).describe('Maximum tries to find the queue of an activation.'),
  })
  .prefault({})
  .describe('The queue manager (OpenWhisk, whisk.scheduler.queue-manager).');

const queueSchema = z
  .strictObject({
    idleGrace: duration().default('20 seconds').describe('Time without activations until a queue becomes idle.'),
    stopGrace: duration().default('20 seconds').describe('Time until an idle queue stops.'),
    flushGrace: duration().default('60 seconds').describe('Time until waiting activations are answered with an error.'),
    gracefulShutdownTimeout: duration().default('5 seconds').describe('Timeout for stopping a queue.'),
    maxRetentionSize: count(1, 10_000_000).default(10_000).describe('Maximum number of activations in a queue.'),
    maxRetentionMs: count(1, 86_400_000)
      .default(60_000)
      .describe('Maximum time that an activation waits, in milliseconds.'),
    maxBlackboxRetentionMs: count(1, 86_400_000)
      .default(300_000)
      .describe('Maximum time that an activation of a blackbox action waits, in milliseconds.'),
    throttlingFraction: z
      .number()
      .min(0)
      .max(1)
      .default(0.9)
      .describe('Fraction of the limit where throttling begins.'),
    durationBufferSize: count(1, 10_000).default(10).describe('Number of durations in the mean.'),
  })
  .prefault({})
  .describe('The queues (OpenWhisk, whisk.scheduler.queue).');

const schedulingSchema = z
  .strictObject({
    staleThreshold: duration().default('100ms').describe('Age of a waiting activation that triggers more containers.'),
    checkInterval: duration().default('100ms').describe('Interval between decisions.'),
    dropInterval: duration().default('10 minutes').describe('Interval between checks for stale activations.'),
  })
  .prefault({})
  .describe('Scheduling decisions (OpenWhisk, whisk.scheduler.scheduling).');

/** The scheduler of OpenWhisk 2, with the defaults of the OpenWhisk Helm chart 1.0.1. */
export const schedulerSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Schedule activations by queues, with etcd. Not possible in lean mode.'),
    replicas: replicas(9),
    ...jvm(1024),
    retryInterval: duration().default('1 second').describe('Retry interval of the data management service.'),
    inProgressJobRetention: duration().default('20 seconds').describe('Timeout for creating a container.'),
    blackboxMultiple: count(1, 1000).default(15).describe('Multiplier of the timeouts for blackbox actions.'),
    maxPeek: count(1, 10000).default(128).describe('Maximum number of messages that a consumer takes at once.'),
    durationWindow: duration()
      .default('1 d')
      .describe('Time window of the mean duration of an action (OpenWhisk, whisk.duration-checker.time-window).'),
    queueManager: queueManagerSchema,
    queue: queueSchema,
    scheduling: schedulingSchema,
    probes: probes(),
    resources: resources({ requests: { cpu: '500m', memory: '1280Mi' }, limits: { cpu: '2', memory: '1536Mi' } }),
  })
  .prefault({})
  .describe('The scheduler of OpenWhisk 2: one queue per action.');
