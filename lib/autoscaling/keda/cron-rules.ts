import type { ConfigPath, Mistake } from '../../platform/mistake';
import type { Scaling } from '../../platform/schema/scaling';
import { timezoneMistake } from '../../text/time-zone';
import { cronMistake } from './cron';

const FORM = 'minute, hour, day of month, month and day of week (0 to 6, or sun to sat), such as 0 8 * * 1-5';

/** Mistakes in the recurring periods of a scaler; KEDA reports them in a status condition only. */
export function cronMistakes(path: ConfigPath, { min, max, keda }: Scaling): Mistake[] {
  return (keda?.cron ?? []).flatMap(({ timezone, start, end, replicas }, index) => {
    const at = [...path, 'keda', 'cron', index];
    const zone = timezoneMistake(timezone);
    return [
      ...(zone
        ? [
            {
              path: [...at, 'timezone'],
              problem: `unknown time zone '${timezone}'`,
              allowed: 'a name of the IANA time zone database, such as Europe/Berlin or Etc/UTC',
              fix: zone.right ? `write ${zone.right}` : 'write the name of a region and a city',
            },
          ]
        : []),
      ...(['start', 'end'] as const).flatMap((key) => scheduleMistakes([...at, key], key === 'start' ? start : end)),
      ...(start.trim() === end.trim()
        ? [
            {
              path: [...at, 'end'],
              problem: `'${end}' is the start, too: the period is empty`,
              allowed: 'another time than start',
              fix: 'write the end of the period',
            },
          ]
        : []),
      ...(replicas > max
        ? [
            {
              path: [...at, 'replicas'],
              problem: `${replicas} is above max, which is ${max}`,
              allowed: `at most ${max}`,
              fix: `write ${max} or less, or raise max`,
            },
          ]
        : []),
      ...(replicas <= min
        ? [
            {
              path: [...at, 'replicas'],
              problem: `${replicas} is not above min, which is ${min}: the period changes nothing`,
              allowed: `more than ${min}`,
              fix: `write ${min + 1} or more, or remove the period`,
            },
          ]
        : []),
    ];
  });
}

function scheduleMistakes(path: ConfigPath, text: string): Mistake[] {
  const problem = cronMistake(text);
  return problem ? [{ path, problem, allowed: FORM, fix: 'write the five fields' }] : [];
}
