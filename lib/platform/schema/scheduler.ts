import { z } from 'zod';
import { count, duration, jvm, probes, replicas, resources } from './common';

const queueManagerSchema = z
  .strictObject({
    maxSchedulingTime: duration().default('20 seconds').describe('Time that a queue creation may take.'),
    maxRetriesToGetQueue: count(1, 1000).default(13).describe('Tries to find the queue of an activation.'),
  })
  .prefault({})
  .describe('The queue manager (OpenWhisk, whisk.scheduler.queue-manager).');

const queueSchema = z
  .strictObject({
    idleGrace: duration().default('20 seconds').describe('Time without an activation after which a queue is idle.'),
    stopGrace: duration().default('20 seconds').describe('Time after which an idle queue stops.'),
    flushGrace: duration()
      .default('60 seconds')
      .describe('Time after which waiting activations are answered with an error.'),
    gracefulShutdownTimeout: duration().default('5 seconds').describe('Time that stopping a queue may take.'),
    maxRetentionSize: count(1, 10_000_000).default(10_000).describe('Activations that a queue holds.'),
    maxRetentionMs: count(1, 86_400_000).default(60_000).describe('Time that an activation waits, in milliseconds.'),
    maxBlackboxRetentionMs: count(1, 86_400_000)
      .default(300_000)
      .describe('Time that an activation of a blackbox action waits, in milliseconds.'),
    throttlingFraction: z.number().min(0).max(1).default(0.9).describe('Part of the limit at which throttling begins.'),
    durationBufferSize: count(1, 10_000).default(10).describe('Durations that the mean is taken of.'),
  })
  .prefault({})
  .describe('The queues (OpenWhisk, whisk.scheduler.queue).');

const schedulingSchema = z
  .strictObject({
    staleThreshold: duration().default('100ms').describe('Age at which a waiting activation asks for more containers.'),
    checkInterval: duration().default('100ms').describe('Pause between two decisions.'),
    dropInterval: duration()
      .default('10 minutes')
      .describe('Pause between two looks for activations that are too old.'),
  })
  .prefault({})
  .describe('The decisions (OpenWhisk, whisk.scheduler.scheduling).');

/** The scheduler of OpenWhisk 2; defaults are those of the OpenWhisk Helm chart 1.0.1. */
export const schedulerSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Schedule activations by queues, with etcd. Not possible in lean mode.'),
    replicas: replicas(9),
    ...jvm(1024),
    retryInterval: duration().default('1 second').describe('Pause of the data management service between two tries.'),
    inProgressJobRetention: duration().default('20 seconds').describe('Time that a container creation may take.'),
    blackboxMultiple: count(1, 1000).default(15).describe('Factor of the time-outs for blackbox actions.'),
    maxPeek: count(1, 10000).default(128).describe('Messages that a consumer takes at once.'),
    durationWindow: duration()
      .default('1 d')
      .describe(
        'Past in which the mean duration of an action is looked up (OpenWhisk, whisk.duration-checker.time-window).',
      ),
    queueManager: queueManagerSchema,
    queue: queueSchema,
    scheduling: schedulingSchema,
    probes: probes(),
    resources: resources({ requests: { cpu: '500m', memory: '1280Mi' }, limits: { cpu: '2', memory: '1536Mi' } }),
  })
  .prefault({})
  .describe('The scheduler of OpenWhisk 2: a queue for each action.');
