const PREFIX = 'CONFIG_';

/** Whether an environment variable of the image sets a configuration key. */
export function isConfiguration(variable: string): boolean {
  return variable.startsWith(PREFIX);
}

/**
 * The configuration key of an environment variable: `_` separates the parts, and a part that does not start with a capital letter
 * is written with hyphens (OpenWhisk ef725a6 and 1fae641, common/scala/transformEnvironment.sh).
 */
export function configurationKey(variable: string): string {
  const parts = variable.slice(PREFIX.length).split('_').filter(Boolean);
  const hyphenated = (part: string) =>
    part.replaceAll(/([a-z0-9])([A-Z])/g, (_, before: string, letter: string) => `${before}-${letter.toLowerCase()}`);
  return parts.map((part) => (/^[A-Z]/.test(part) ? part : hyphenated(part))).join('.');
}

/** The system properties in options of a JVM, `-Dkey=value`; the last value of a key holds. */
export function propertiesIn(options: string): Map<string, string> {
  return new Map([...options.matchAll(/(?<!\S)-D([^=\s]+)=(\S*)/g)].map(([, key = '', value = '']) => [key, value]));
}
