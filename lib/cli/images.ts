import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { loadPlatform, parsePlatform, readText, toPlatform, type LoadedPlatform } from '../load/load';
import { parseYamlFile } from '../load/yaml-file';
import { isMapping } from '../platform/profiles';
import { DEFAULT_PLATFORM_FILE, synthesizeLoaded } from '../render';
import { UserError } from '../text/user-error';
import { imagesOf, type ListedImage } from './image-list';
import { writeFile } from './write-file';

/** Forms of the list of images: references, all facts, or commands that copy the images or read their digests. */
export const IMAGE_FORMATS = ['list', 'json', 'crane', 'skopeo', 'digests'] as const;

/** The images of a platform file. @throws PlatformFileError, FindingsError, UserError when there is nothing to copy. */
export function images(file: string, format: (typeof IMAGE_FORMATS)[number]): string {
  const loaded = format === 'digests' ? withoutDigests(file) : loadPlatform(file);
  const list = imagesOf(loaded.platform, synthesizeLoaded(loaded));
  switch (format) {
    case 'list':
      return list.map(({ image }) => image).join('\n');
    case 'json':
      return JSON.stringify(list, null, 2);
    case 'crane':
      return script(copied(list, file).map(([from, to]) => `crane copy ${from} ${to}`));
    case 'skopeo':
      return script(
        copied(list, file).map(([from, to]) => `skopeo copy --all --preserve-digests docker://${from} docker://${to}`),
      );
    case 'digests':
      return script(
        list
          .filter(({ source }) => !source.includes('@'))
          .map(({ source }) => `digest=$(crane digest ${source}); echo "${source} $digest"`),
      );
  }
}

/** Source and target of every image that the registry of the platform file has to hold. A copy's tag names it; its digest stays. */
function copied(list: readonly ListedImage[], file: string): [source: string, target: string][] {
  const mirrored = list.filter(({ image, source }) => image !== source);
  if (mirrored.length === 0) {
    throw new UserError(`${file}: no image comes from a mirror; fix: name your registry in images.registry`);
  }
  return mirrored.map(({ image, source }) => [source, image.replace(/@.*$/, '')]);
}

const script = (commands: readonly string[]): string => ['set -eu', ...commands].join('\n');

/** The platform without its digests, which may be of images that it no longer has. */
function withoutDigests(file: string): LoadedPlatform {
  const { value, lineOf } = parseYamlFile(readText(file), file);
  if (isMapping(value['images'])) delete value['images']['digests'];
  return toPlatform({ value, lineOf }, file);
}

/**
 * Writes digests into a platform file, in place of those that it has; the rest of the file stays.
 *
 * @param lines - `<reference> <digest>` per line, as the commands of the format `digests` print.
 * @throws UserError for a line of another form, PlatformFileError when a digest is not of an image of the platform.
 */
export function pin(file: string, lines: string): string {
  if (file === DEFAULT_PLATFORM_FILE) throw new UserError('--pin changes a platform file; fix: name yours with -f');
  const digests = lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [reference, digest, ...rest] = line.trim().split(/\s+/);
      if (reference && digest && rest.length === 0) return [reference, digest] as const;
      throw new UserError(
        `--pin reads '<reference> <digest>' per line, not '${line.slice(0, 100)}'; nothing was written`,
      );
    });
  if (digests.length === 0) throw new UserError('--pin read no digest from standard input; nothing was written');
  withoutDigests(file);
  const document = parseDocument(readText(file));
  document.setIn(['images', 'digests'], document.createNode(Object.fromEntries(digests)));
  const text = document.toString({ lineWidth: 0 });
  parsePlatform(text, file);
  writeFile(file, text, { force: true, option: '-f', remedy: 'make it writable' });
  return `${file}: ${digests.length} images have digests now`;
}

/** The text of standard input. */
export function standardInput(): string {
  return readFileSync(0, 'utf8');
}
