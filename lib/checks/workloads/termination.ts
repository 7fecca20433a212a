import { finding, type Check } from '../finding';
import { numberAt, textsAt } from '../read/loose';
import { loosePods, type LooseContainer } from '../read/loose-pods';

/** Kubernetes' default of `terminationGracePeriodSeconds`. */
const GRACE_SECONDS = 30;

/** A shell or a program that sleeps and does nothing else: `sleep 20`, `sh -c "sleep 20"`. */
const SLEEP = /^(?:\S*\/)?(?:(?:ba|da)?sh\s+-c\s+)?(?:\S*\/)?sleep\s+(\d+)\s*(?:;.*|&&.*)?$/;

/** A pod has time to stop after its preStop hook. */
export const termination: Check = (subject) =>
  loosePods(subject).flatMap(({ object, spec, path, containers }) => {
    const grace = numberAt(spec, 'terminationGracePeriodSeconds') ?? GRACE_SECONDS;
    return containers.flatMap((container) => {
      const pause = pauseOf(container);
      if (pause === undefined || pause < grace) return [];
      const problem = `container '${container.name}' sleeps ${pause} s before it stops, and is killed after ${grace} s`;
      const fix = `write terminationGracePeriodSeconds above ${pause}, or a shorter sleep`;
      return [finding('FS-314', object, problem, fix, [...path, 'terminationGracePeriodSeconds'])];
    });
  });

function pauseOf({ fields }: LooseContainer): number | undefined {
  const seconds = numberAt(fields, 'lifecycle', 'preStop', 'sleep', 'seconds');
  if (seconds !== undefined) return seconds;
  const [, words] = SLEEP.exec(textsAt(fields, 'lifecycle', 'preStop', 'exec', 'command').join(' ')) ?? [];
  return words === undefined ? undefined : Number(words);
}
