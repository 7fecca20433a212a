import { z } from 'zod';
import { count, duration, whiskSize } from './common';

const range = <T extends z.ZodType<string | number>>(
  value: () => T,
  what: string,
  min: string | number,
  max: string | number,
  std: string | number,
) =>
  z
    .strictObject({
      min: value()
        .prefault(min as z.input<T>)
        .describe('Least that an action may ask for.'),
      max: value()
        .prefault(max as z.input<T>)
        .describe('Most that an action may ask for.'),
      std: value()
        .prefault(std as z.input<T>)
        .describe('What an action gets that asks for nothing.'),
    })
    .prefault({})
    .describe(what);

/** Limits of actions and namespaces (OpenWhisk, "System limits"). */
export const limitsSchema = z
  .strictObject({
    actionsInvokesPerMinute: count(1, 1_000_000).default(60).describe('Activations of a namespace each minute.'),
    actionsInvokesConcurrent: count(1, 1_000_000).default(30).describe('Activations of a namespace at the same time.'),
    triggersFiresPerMinute: count(1, 1_000_000).default(60).describe('Triggers that a namespace fires each minute.'),
    actionsSequenceMaxLength: count(1, 10_000).default(50).describe('Actions in a sequence.'),
    time: range(duration, 'Time of one activation.', '100ms', '5m', '1m'),
    memory: range(whiskSize, 'Memory of an action.', '128m', '512m', '256m'),
    concurrency: range(() => count(1, 10_000), 'Activations of one container at the same time.', 1, 1, 1),
    log: range(whiskSize, 'Log of one activation.', '0m', '10m', '10m'),
    activationPayloadMaxBytes: count(1024, 104_857_600)
      .default(1_048_576)
      .describe('Size of the parameters or the result of an activation, in bytes.'),
  })
  .prefault({})
  .describe('Limits of actions and namespaces.');
