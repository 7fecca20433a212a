import { isDeepStrictEqual } from 'node:util';
import { isTrue, WrongValue } from './convert';
import { platformText, type CommentedSetting } from './document';
import { keysOf, type Key } from './keys';
import { partsOf, set, STATUSES, unneeded, type Setting, type Status, type Values } from './option';
import { isWatched } from './options/monitoring';
import { nearestOption, TOP_KEYS } from './table';
import { mergeValues, type MergedValues, type Origin, type ValuesFile } from './values-files';
import { knownKeys } from '../forms';
import { ignoredIn, parsePlatform, type LoadedPlatform } from '../load';
import { parseYamlFile } from '../yaml-file';
import { remembered } from '../../text/remembered';
import { PlatformFileError, valueAt, type ConfigPath, type Mistake } from '../../platform/mistake';
import { platformSchema, type Platform, type ProfileName } from '../../platform/model';
import { OPTIONAL_PARTS, PROFILES, type Mapping } from '../../platform/profiles';

/** Outcome of a key of a values file. */
export interface Outcome {
  /** The key, such as `whisk.ingress.type`. */
  readonly option: string;
  readonly status: Status;
  /** Where it went in the platform file. */
  readonly targets: readonly string[];
  /** Remark for the report. @default - none */
  readonly reason?: string;
  /** Commands to run before the platform is applied. @default - none */
  readonly command?: string;
  readonly file: string;
  readonly line?: number;
}

/** Values files of the OpenWhisk Helm chart as a platform. */
export interface Conversion {
  /** The platform file. */
  readonly text: string;
  /** The platform; lines refer to the values file. */
  readonly loaded: LoadedPlatform;
  /** An outcome for each key, in the order of the files. */
  readonly outcomes: readonly Outcome[];
}

/** Whether a file is not a platform file but one of values of the OpenWhisk Helm chart: it has only top-level keys that the chart has. */
export function looksLikeHelmValues(value: Mapping): boolean {
  const own = knownKeys(platformSchema);
  const keys = Object.keys(value);
  const isChart = (key: string): boolean => TOP_KEYS.includes(key) && !own.includes(key);
  const isOwn = (key: string): boolean => own.includes(key) && !TOP_KEYS.includes(key);
  return keys.some(isChart) && !keys.some(isOwn);
}

/** Whether a text parses, and looks like values of the chart. Repeated keys are allowed, as for Helm. */
export function readsAsHelmValues(text: string): boolean {
  try {
    return looksLikeHelmValues(parseYamlFile(text, '', { allowsRepeatedKeys: true }).value);
  } catch (error) {
    if (error instanceof PlatformFileError) return false;
    throw error;
  }
}

/** Numbers of outcomes, such as `12 mapped, 1 changed, 3 obsolete, 0 unknown`. */
export function totals(outcomes: readonly Outcome[]): string {
  return STATUSES.map((name) => `${outcomes.filter(({ status }) => status === name).length} ${name}`).join(', ');
}

/**
 * Makes a platform of values files, merged as Helm merges them. Only what they say is taken over, none of the chart's defaults.
 *
 * @param without - an option that counts as unset, such as `kafka.replicaCount`.
 * @throws PlatformFileError with everything that is wrong.
 */
export function convertHelmValues(files: readonly ValuesFile[], without?: string): Conversion {
  const merged = mergeValues(files);
  const name = files[0]?.file ?? '';
  if (!looksLikeHelmValues(merged.value)) throw new PlatformFileError(name, [notOfTheChart(merged.value)]);
  const get = (option: string): unknown =>
    option === without ? undefined : (valueAt(merged.value, option.split('.')) ?? undefined);
  const profile: ProfileName = isTrue(get('controller.lean')) ? 'lean' : 'standard';
  const values: Values = { get, defaults: defaultsOf(profile, isWatched({ get })) };

  const mistakes: Mistake[] = [];
  const keys = keysOf(merged.value).filter(({ path }) => path.join('.') !== without);
  const converted = keys.flatMap((key) => {
    const origin = merged.originOf(key.path) ?? { file: name, comment: {} };
    try {
      return [convert(key, values, origin)];
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      // Mistakes in a credential are reported without the credential.
      const problem = key.option?.secret ? 'the value has the wrong form' : error.mistake.problem;
      mistakes.push({ file: origin.file, line: origin.line, path: key.path, ...error.mistake, problem });
      return [];
    }
  });
  const all = converted.flatMap((one) => one.settings);
  // The chart ignores in silence what a platform file must not have.
  const ignored = ignoredIn(parseYamlFile(platformText(profile, [...leftOut(profile, all), ...all]), name).value);
  const reasonAgainst = (setting: Setting): string | undefined =>
    ignored.find(({ path }) => begins(partsOf(setting), path))?.reason;
  const settings = all.filter((setting) => reasonAgainst(setting) === undefined);
  const outcomes = converted.map(({ outcome, settings: own }): Outcome => {
    const reasons = own.map(reasonAgainst);
    const isIgnored = reasons.length > 0 && !reasons.includes(undefined);
    return isIgnored ? { ...outcome, status: 'obsolete', targets: [], reason: reasons[0] } : outcome;
  });
  outcomes.unshift(...merged.repeated.map(repetition));
  // A default that the user commented on is one that they mean.
  const isCommented = ({ comment }: SourcedSetting): boolean => Boolean(comment.before ?? comment.behind);
  const worthSaying = settings.filter(
    (setting) => isCommented(setting) || setting.stated || !isDefault(setting, values),
  );
  const text = platformText(profile, [...leftOut(profile, settings), ...worthSaying], merged.head);
  const { platform, mistakes: ofPlatform } = parsed(text);
  // The platform file is not written yet: what is wrong in it is so because of a line of the values file.
  const located = ofPlatform.map((mistake): Mistake => {
    const setting = nearestSetting(mistake.path ?? [], settings);
    if (!setting) return { ...mistake, line: undefined };
    const { file, line } = setting.origin;
    return { ...mistake, file, line, origin: `from ${setting.option}` };
  });
  const wrong = [...mistakes, ...located].sort(byLine(files));
  if (!platform || wrong.length > 0) throw new PlatformFileError(name, wrong);
  const lineOf: LoadedPlatform['lineOf'] = (path) => nearestSetting(path, settings)?.origin.line;
  return { text, outcomes, loaded: { platform, file: name, lineOf } };
}

/** The platform that a text describes, or everything that is wrong with it. */
function parsed(text: string): { readonly platform?: Platform; readonly mistakes: readonly Mistake[] } {
  try {
    return { platform: parsePlatform(text).platform, mistakes: [] };
  } catch (error) {
    if (!(error instanceof PlatformFileError)) throw error;
    return { mistakes: error.mistakes };
  }
}

/** The parts of a platform that the chart does not have by default, whatever the profile does. */
function leftOut(profile: ProfileName, settings: readonly SourcedSetting[]): CommentedSetting[] {
  return OPTIONAL_PARTS.filter((part) => PROFILES[profile][part]?.enabled)
    .map((part) => set(`${part}.enabled`, false))
    .filter((off) => !settings.some(({ path, value }) => path === off.path && value === true))
    .map((off) => ({ ...off, comment: {} }));
}

/** The platform of a profile without user values, with or without monitoring. */
function defaultsOf(profile: ProfileName, watched: boolean): Platform {
  return unchanged(
    `profile: ${profile}\nmonitoring: { enabled: ${watched} }\nlogging: { enabled: false }\nautoscaling: { enabled: false }`,
  );
}

const unchanged = remembered((text) => parsePlatform(text).platform);

/** Sorts mistakes by file, in the order of the command, and line. */
const byLine = (files: readonly ValuesFile[]) => (a: Mistake, b: Mistake) => {
  const index = (mistake: Mistake): number => files.findIndex(({ file }) => file === mistake.file);
  return index(a) - index(b) || (a.line ?? 0) - (b.line ?? 0);
};

/** A value for the platform file, and the key that it is from. */
interface SourcedSetting extends CommentedSetting {
  readonly option: string;
  readonly origin: Origin;
}

function convert(
  { path, value, option, isSection }: Key,
  values: Values,
  origin: Origin,
): { readonly outcome: Outcome; readonly settings: SourcedSetting[] } {
  const name = path.join('.');
  const { file, line } = origin;
  const found = { option: name, file, line };
  if (isSection && !option && value !== null) {
    throw new WrongValue({
      problem: 'this is not an object',
      fix: 'write keys below it, each indented by two spaces, or remove it',
    });
  }
  if (!option && !isSection) {
    const near = nearestOption(path);
    const reason = `no option of the chart${near ? `; did you mean ${near}?` : ''}`;
    return { outcome: { ...found, status: 'unknown', targets: [], reason }, settings: [] };
  }
  const reading =
    option && value !== null ? option.read(value, values, path.at(-1) ?? '') : unneeded("null: the platform's default");
  const { status, settings, reason, command } = reading;
  const targets = settings.map((setting) => partsOf(setting).join('.'));
  const isUsual = status === 'mapped' && settings.length > 0 && settings.every((setting) => isDefault(setting, values));
  return {
    outcome: { ...found, status, targets, reason: isUsual ? 'the default' : reason, command },
    settings: settings.map((setting, index) => {
      // A comment on a credential may show it.
      const comment = index === 0 && !option?.secret ? origin.comment : {};
      return { ...setting, comment, origin, option: name };
    }),
  };
}

function isDefault(setting: Setting, { defaults }: Values): boolean {
  // The default of an import is the chart's, not the profile's: no monitoring.
  if (setting.path === 'monitoring.enabled') return setting.value === false;
  return isDeepStrictEqual(valueAt(defaults, partsOf(setting)), setting.value);
}

/** The setting that a path of the platform file is from: itself, what it is a part of, or else a part of it. */
function nearestSetting(path: ConfigPath, settings: readonly SourcedSetting[]): SourcedSetting | undefined {
  const around = settings.find((setting) => begins(path, partsOf(setting)));
  return around ?? (path.length > 0 ? settings.find((setting) => begins(partsOf(setting), path)) : undefined);
}

/** Outcome of a value that another one of the same key replaces further down in the file. */
function repetition({ file, path, lines: [from, to], replacedOn, lost }: MergedValues['repeated'][number]): Outcome {
  const where = from === to ? `line ${from}` : `lines ${from}-${to}`;
  const consequence = lost.length > 0 ? `lost, as with Helm: ${lost.join(', ')}` : 'the value is the same';
  const reason = `${where} of ${file} without effect, because line ${replacedOn} has the key again; ${consequence}`;
  return { option: path.join('.'), status: 'changed', targets: [], reason, file, line: from };
}

function begins(whole: ConfigPath, part: ConfigPath): boolean {
  return part.every((key, index) => key === whole[index]);
}

function notOfTheChart(value: Mapping): Mistake {
  const own = Object.keys(value).find((key) => knownKeys(platformSchema).includes(key));
  return {
    problem: own
      ? `this is a platform file: it has the key '${own}'`
      : 'this is not a values file of the OpenWhisk Helm chart: it has none of its keys',
    allowed: `keys such as ${TOP_KEYS.slice(0, 8).join(', ')}`,
    fix: own ? 'use it as it is, with synth -f' : 'name the file that you give to helm install with -f',
  };
}
