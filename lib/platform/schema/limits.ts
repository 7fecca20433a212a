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

/** Largest body of a request in bytes: `max-content-length` of the controllers (OpenWhisk, core/controller, application.conf). */
export const MAX_REQUEST_BYTES = 50 * 2 ** 20;

/** A size of parameters, which arrive in the body of a request. */
const payloadBytes = () =>
  z
    .int()
    .min(1024)
    .superRefine((bytes, context) => {
      if (bytes <= MAX_REQUEST_BYTES) return;
      const problem = `exceeds the largest request body, ${MAX_REQUEST_BYTES} bytes (50 MiB)`;
      const fix = `write ${MAX_REQUEST_BYTES} or less, and pass larger data as the address of an object in a store`;
      const message = `1024 to ${MAX_REQUEST_BYTES}: controllers and nginx accept no larger body`;
      context.addIssue({ code: 'custom', message, params: { problem, fix } });
    })
    .meta({ maximum: MAX_REQUEST_BYTES });

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
    activationPayloadMaxBytes: payloadBytes()
      .default(1_048_576)
      .describe(
        'Maximum size of the parameters or the result of an activation, in bytes; at most the 50 MiB of a request body.',
      ),
  })
  .prefault({})
  .describe('Limits of actions and namespaces.');
