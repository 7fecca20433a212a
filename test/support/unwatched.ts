import { parse } from 'yaml';

/** The text of a platform file without monitoring, unless it is about that: most tests are not, and are faster so. */
export function unwatched(yaml: string): string {
  if (yaml.includes('monitoring')) return yaml;
  return JSON.stringify({ ...(parse(yaml) as object | null), monitoring: { enabled: false } });
}
