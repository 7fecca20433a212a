import { readFileSync } from 'node:fs';
import { withBoardFiles } from './board-files';
import { toMistakes } from './issues';
import { PlatformFileError, valueAt, type ConfigPath, type Mistake } from '../platform/mistake';
import { PROFILE_NAMES, platformSchema, type Platform, type ProfileName } from '../platform/model';
import { isMapping, originOf, withProfile, type Mapping } from '../platform/profiles';
import { unstatedGeneration } from './image-rules';
import { ignoredValues, type IgnoredValue } from './ignored-values';
import { mistakesBetweenValues } from './rules';
import type { InputFileError } from '../text/input-file';
import { plainSecrets } from './plain-secrets';
import { whyNoText, whyUnreadable } from './unreadable';
import { parseYamlFile, type YamlFile } from './yaml-file';

/** A platform and the file that it came from. */
export interface LoadedPlatform {
  readonly platform: Platform;
  /** The file as it was named. */
  readonly file: string;
  /** Line of a value in the file or, where the file does not have it, of the nearest value around it. */
  readonly lineOf: (path: ConfigPath) => number | undefined;
}

/**
 * Reads a platform file.
 *
 * @throws PlatformFileError with everything that is wrong.
 */
export function loadPlatform(file: string): LoadedPlatform {
  return parsePlatform(readText(file), file);
}

/** The fix for a platform file that cannot be read. */
const NAME_ANOTHER = "name an existing file with -f, or create one with 'npx faas-stack init'";

/**
 * The text of a file.
 *
 * @param fix - what to do when it cannot be read.
 * @param Failure - class of the error.
 * @throws Failure when it cannot be read.
 */
export function readText(
  file: string,
  fix = NAME_ANOTHER,
  Failure: new (file: string, mistakes: readonly Mistake[]) => InputFileError = PlatformFileError,
): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Failure(file, [{ problem: whyUnreadable(error), fix }]);
  }
  const problem = whyNoText(bytes);
  if (problem) throw new Failure(file, [problem]);
  return bytes.toString('utf8');
}

/**
 * Reads the text of a platform file; `file` is its name in messages.
 *
 * @throws PlatformFileError with everything that is wrong.
 */
export function parsePlatform(text: string, file = 'platform.yaml'): LoadedPlatform {
  return toPlatform(parseYamlFile(text, file), file);
}

/**
 * The platform that a file's YAML describes.
 *
 * @throws PlatformFileError with everything that is wrong.
 */
export function toPlatform({ value, lineOf }: YamlFile, file: string): LoadedPlatform {
  const known = PROFILE_NAMES.find((name) => name === value['profile']);
  const profile = known ?? 'standard';
  const input = withProfile(profile, value);
  const result = platformSchema.safeParse(input);
  const wrongValues = result.success
    ? []
    : result.error.issues.flatMap((issue) => toMistakes(issue, input, platformSchema));
  // Mistakes between values are reported together with mistakes in single ones, unless a wrong value is involved. With
  // an unknown profile, its values cannot be checked at all.
  const usable = result.success ? result : platformSchema.safeParse(withoutSections(input, wrongValues));
  const wrongProfile = 'profile' in value && !known;
  const sound = withoutSections(value, wrongValues);
  const complete = usable.success ? withBoardFiles(usable.data, file) : undefined;
  const broken =
    complete && !wrongProfile
      ? [
          ...complete.mistakes,
          ...mistakesBetweenValues(complete.platform),
          ...plainSecrets(sound),
          ...unstatedGeneration(sound),
          ...ignoredValues(complete.platform, sound),
        ]
      : [];
  const mistakes = [...wrongValues, ...broken.map((mistake) => withOrigin(mistake, value, profile))];
  if (mistakes.length > 0 || !complete) {
    const located = mistakes.map((mistake) => ({ line: mistake.path && lineOf(mistake.path), ...mistake }));
    throw new PlatformFileError(
      file,
      located.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    );
  }
  return { platform: complete.platform, file, lineOf };
}

/** The values of a platform file that have no effect; none while other values are wrong. */
export function ignoredIn(file: Mapping): IgnoredValue[] {
  const profile = PROFILE_NAMES.find((name) => name === file['profile']) ?? 'standard';
  const result = platformSchema.safeParse(withProfile(profile, file));
  return result.success ? ignoredValues(result.data, file) : [];
}

/** Adds the origin of a value that is not in the file. */
function withOrigin(mistake: Mistake, file: Mapping, profile: ProfileName): Mistake {
  const { path } = mistake;
  return !path || valueAt(file, path) !== undefined ? mistake : { ...mistake, origin: originOf(path, profile, file) };
}

/** A platform file without each section, such as `openwhisk.kafka`, that a mistake is in: the section's defaults are sound. */
function withoutSections(input: Mapping, mistakes: readonly Mistake[]): Mapping {
  const copy = structuredClone(input);
  for (const { path: [room, section] = [] } of mistakes) {
    const parent = copy[String(room)];
    if (typeof section === 'string' && isMapping(parent)) delete parent[section];
    else delete copy[String(room)];
  }
  return copy;
}
