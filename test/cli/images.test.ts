import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IMAGES } from '../../lib/catalogue/images';
import { images, pin } from '../../lib/cli/images';
import { imagesOf } from '../../lib/cli/image-list';
import { loadPlatform } from '../../lib/load/load';
import { DEFAULT_PLATFORM_FILE, synthesizeLoaded } from '../../lib/render';

const EXAMPLES = dirname(DEFAULT_PLATFORM_FILE);
const EVERYTHING = join(__dirname, '../platforms/everything.yaml');
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const OTHER_DIGEST = `sha256:${'f'.repeat(64)}`;
const RUNTIME = 'docker.io/openwhisk/action-nodejs-v20:1.23.0';

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-images-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string, name = 'platform.yaml'): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('list', () => {
  const loaded = loadPlatform(EVERYTHING);
  const synthesis = synthesizeLoaded(loaded);
  const listed = imagesOf(loaded.platform, synthesis);

  test('holds every image that any manifest mentions, each once', () => {
    const text = JSON.stringify(synthesis.objects.map(({ manifest }) => manifest));
    const { registry = '' } = loaded.platform.images;
    const repositories = Object.values(IMAGES).map((image) => image.replace(/^[^/]+/, '').replace(/:.*$/, ''));
    const mentioned = repositories.filter((repository) => text.includes(`${repository}:`));
    expect(mentioned.length).toBeGreaterThan(25);
    expect(mentioned.filter((repository) => !listed.some(({ image }) => image.includes(`${repository}:`)))).toEqual([]);
    expect(new Set(listed.map(({ image }) => image)).size).toBe(listed.length);
    expect(registry === '' || listed.some(({ image }) => image.startsWith(registry))).toBe(true);
  });

  test("names the config reloader of the operator's pods and the runtimes of actions", () => {
    const references = images(DEFAULT_PLATFORM_FILE, 'list').split('\n');
    expect(references).toContain(IMAGES['config-reloader']);
    expect(references).toContain(RUNTIME);
    expect(images(join(EXAMPLES, 'lean.yaml'), 'list').split('\n')).not.toContain(IMAGES.elasticsearch);
  });

  test('reports the images that exist for amd64 only', () => {
    const list = JSON.parse(images(join(EXAMPLES, 'lean.yaml'), 'json')) as {
      source: string;
      architectures: string[];
    }[];
    const only = list.filter(({ architectures }) => architectures.join() === 'amd64').map(({ source }) => source);
    expect(only).toContain(IMAGES.controller);
    expect(only).toContain(RUNTIME);
    expect(only).not.toContain(IMAGES.couchdb);
  });
});

describe('copies', () => {
  const file = fileOf('profile: lean\nimages: { registry: registry.example.org/mirror }\n', 'mirrored.yaml');

  test.each([
    ['crane', `crane copy ${IMAGES.couchdb} registry.example.org/mirror/library/couchdb:3.4.3`],
    ['crane', `crane copy ${RUNTIME} registry.example.org/mirror/openwhisk/action-nodejs-v20:1.23.0`],
    [
      'skopeo',
      `skopeo copy --all --preserve-digests docker://${IMAGES.couchdb} docker://registry.example.org/mirror/library/couchdb:3.4.3`,
    ],
  ] as const)('%s copies every image into the registry of the platform file', (format, command) => {
    const commands = images(file, format).split('\n');
    expect(commands[0]).toBe('set -eu');
    expect(commands).toContain(command);
    expect(commands).toHaveLength(1 + images(file, 'list').split('\n').length);
  });

  test('a pinned image is copied by its digest, to its tag', () => {
    const pinned = fileOf(
      `profile: lean\nimages:\n  registry: registry.example.org\n  digests: { ${IMAGES.couchdb}: '${DIGEST}' }\n`,
    );
    expect(images(pinned, 'crane')).toContain(
      `\ncrane copy ${IMAGES.couchdb}@${DIGEST} registry.example.org/library/couchdb:3.4.3\n`,
    );
  });

  test('fails without a registry to copy to', () => {
    const file = fileOf('profile: lean\n');
    expect(() => images(file, 'crane')).toThrow(
      `${file}: no image comes from a mirror; fix: name your registry in images.registry`,
    );
  });
});

describe('digests', () => {
  const lines = `${IMAGES.couchdb} ${DIGEST}\n${RUNTIME}   ${DIGEST}\n`;

  test('the script asks for the digest of every image', () => {
    const commands = images(join(EXAMPLES, 'lean.yaml'), 'digests').split('\n');
    expect(commands).toContain(`digest=$(crane digest ${IMAGES.couchdb}); echo "${IMAGES.couchdb} $digest"`);
    expect(commands).toHaveLength(1 + images(join(EXAMPLES, 'lean.yaml'), 'list').split('\n').length);
  });

  test('are written into the platform file, whose comments stay, and reach pods and actions', () => {
    const file = fileOf('# Mine\nprofile: lean # small\nimages:\n  pullPolicy: IfNotPresent # as ever\n');
    expect(pin(file, lines)).toBe(`${file}: 2 images have digests now`);
    const text = readFileSync(file, 'utf8');
    for (const comment of ['# Mine', '# small', '# as ever']) expect(text).toContain(comment);
    const list = images(file, 'list').split('\n');
    expect(list).toContain(`${IMAGES.couchdb}@${DIGEST}`);
    expect(list).toContain(`${RUNTIME}@${DIGEST}`);
    const manifests = JSON.stringify(synthesizeLoaded(loadPlatform(file)).objects.map(({ manifest }) => manifest));
    expect(manifests).toContain(`"image":"${IMAGES.couchdb}@${DIGEST}"`);
    expect(manifests).toContain(`\\"tag\\":\\"1.23.0@${DIGEST}\\"`);
  });

  test('take the place of digests of a former version', () => {
    const file = fileOf(`profile: lean\nimages:\n  digests:\n    docker.io/library/couchdb:3.3.0: ${OTHER_DIGEST}\n`);
    expect(() => images(file, 'list')).toThrow(
      `platform.yaml:4 images.digests.docker.io/library/couchdb:3.3.0: the platform has no image 'docker.io/library/couchdb:3.3.0'`,
    );
    expect(images(file, 'digests')).toContain(`crane digest ${IMAGES.couchdb}`);
    pin(file, lines);
    expect(readFileSync(file, 'utf8')).not.toContain('3.3.0');
  });

  test.each([
    ['docker.io/library/couchdb', "--pin reads '<reference> <digest>' per line, not 'docker.io/library/couchdb'"],
    ['', '--pin read no digest from standard input'],
    [`${IMAGES.couchdb} sha256:abc`, 'sha256: and 64 hexadecimal digits in lower case'],
    [`docker.io/library/couch:3.4.3 ${DIGEST}`, `write ${IMAGES.couchdb} and its digest`],
  ])('of another form are refused, and nothing is written: %s', (line, message) => {
    const file = fileOf('profile: lean\n');
    expect(() => pin(file, line)).toThrow(message);
    expect(readFileSync(file, 'utf8')).toBe('profile: lean\n');
  });

  test('are not written into an example of the package', () => {
    expect(() => pin(DEFAULT_PLATFORM_FILE, lines)).toThrow('--pin changes a platform file; fix: name yours with -f');
  });
});
