import { parse } from 'yaml';

/**
 * The text of a platform file without monitoring, logging and autoscaling of its profile, each unless it is about that: most tests
 * are not, and are faster so.
 */
export function unwatched(yaml: string): string {
  const file = (parse(yaml) ?? {}) as Readonly<Record<string, object | undefined>>;
  const off = (part: string): object => ({ [part]: { enabled: false, ...file[part] } });
  return JSON.stringify({
    ...file,
    ...(yaml.includes('monitoring') ? {} : off('monitoring')),
    ...off('logging'),
    ...off('autoscaling'),
  });
}
