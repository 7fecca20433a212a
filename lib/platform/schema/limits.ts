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
        .describe('Minimum that an action may set.'),
      max: value()
        .prefault(max as z.input<T>)
        .describe('Maximum that an action may set.'),
      std: value()
        .prefault(std as z.input<T>)
        .describe('Value for actions that set none.'),
    })
    .prefault({})
    .describe(what);

/** Limits of actions and namespaces (OpenWhisk, "System limits"). */
export const limitsSchema = z
  .strictObject({
    actionsInvokesPerMinute: count(1, 1_000_000).default(60).describe('Activations per namespace and minute.'),
    actionsInvokesConcurrent: count(1, 1_000_000).default(30).describe('Concurrent activations per namespace.'),
    triggersFiresPerMinute: count(1, 1_000_000).default(60).describe('Triggers fired per namespace and minute.'),
    actionsSequenceMaxLength: count(1, 10_000).default(50).describe('Maximum number of actions in a sequence.'),
    time: range(duration, 'Time limit of an activation.', '100ms', '5m', '1m'),
    memory: range(whiskSize, 'Memory limit of an action.', '128m', '512m', '256m'),
    concurrency: range(() => count(1, 10_000), 'Concurrent activations per container.', 1, 1, 1),
    log: range(whiskSize, 'Log size limit of an activation.', '0m', '10m', '10m'),
    activationPayloadMaxBytes: count(1024, 104_857_600)
      .default(1_048_576)
      .describe('Maximum size of the parameters or the result of an activation, in bytes.'),
  })
  .prefault({})
  .describe('Limits of actions and namespaces.');
