import { VERSION_RANGES } from '../catalogue/image-versions';
import { IMAGES, type ImageName } from '../catalogue/images';
import { parseImage } from './images';

/** Why a reference cannot replace one of the platform's images, and which versions can. */
export interface Unsuitable {
  /** A clause such as `1.19 is too old: it lacks …`. */
  readonly problem: string;
  /** Versions such as `3.7.0 or newer, below 4.0.0`. */
  readonly allowed: string;
}

const last = (repository: string): string | undefined => repository.split('/').at(-1);

/**
 * Why the version of a reference cannot replace one of the platform's images; undefined where it can, or where the version is
 * unknown: a digest, a tag without a version, or an image with another name, whose versions are its owner's.
 */
export function whyUnsuitable(name: ImageName, reference: string): Unsuitable | undefined {
  const range = VERSION_RANGES[name];
  const { repository, version } = parseImage(reference);
  if (!range || last(repository) !== last(parseImage(IMAGES[name]).repository)) return undefined;
  const tag = /^:([^@]+)/.exec(version)?.[1];
  if (tag === undefined || !/^v?\d/.test(tag)) return undefined;
  const allowed = `${range.from} or newer${range.below ? `, below ${range.below}` : ''}`;
  if (!reaches(tag, range.from)) return { problem: `${tag} is too old: it lacks ${range.needs}`, allowed };
  const tooNew = range.below !== undefined && reaches(tag, range.below);
  return tooNew ? { problem: `${tag} is too new: it lacks ${range.lost}`, allowed } : undefined;
}

/** Whether a tag such as `v3.5.21` or `1.27-alpine` reaches a version. A missing part stands for the newest. */
function reaches(tag: string, version: string): boolean {
  const parts = (text: string): number[] =>
    (/^v?([\d.]+)/.exec(text)?.[1] ?? '').split('.').filter(Boolean).map(Number);
  const [given, wanted] = [parts(tag), parts(version)];
  for (const [index, part] of wanted.entries()) {
    const own = given[index] ?? Infinity;
    if (own !== part) return own > part;
  }
  return true;
}
