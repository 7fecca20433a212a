import { parsePlatform } from '../../lib/load/load';
import { PlatformFileError } from '../../lib/platform/mistake';

/** What is said about the text of a platform file that cannot be used. */
export function messageAbout(yaml: string): string {
  return messageOf(() => parsePlatform(yaml));
}

/** What an action says that finds a platform file that cannot be used. */
export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof PlatformFileError) return error.message;
    throw error;
  }
  throw new Error('There is nothing wrong with this platform file');
}

/** The whole message for a file with one mistake; the problem begins with its line, as in `:3 openwhisk.lean: ...`. */
export function oneMistake(problem: string, allowed: string, fix: string): string {
  return [
    'platform.yaml: 1 mistake; nothing was written',
    `  platform.yaml${problem}`,
    `    allowed: ${allowed}`,
    `    fix: ${fix}`,
  ].join('\n');
}
