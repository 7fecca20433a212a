import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const FOLDER = join(ROOT, 'stacks/cats');
const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const json = (text: string) => JSON.parse(text) as Readonly<Record<string, unknown>>;

/** The instructions of the Dockerfile, each with its arguments. */
const instructions = read('Dockerfile')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' '));
const of = (wanted: string) => instructions.filter(([name]) => name === wanted).map(([, ...args]) => args);

describe('the image of the cats', () => {
  test('has a base that is pinned to a version, for both stages', () => {
    expect(of('ARG')).toEqual([
      [expect.stringMatching(/^NODE_IMAGE=docker\.io\/library\/node:(22|24)\.\d+\.\d+-bookworm-slim$/)],
    ]);
    expect(of('FROM')).toEqual([['${NODE_IMAGE}', 'AS', 'build'], ['${NODE_IMAGE}']]);
  });

  test('copies only what exists, and every source', () => {
    const sources = of('COPY')
      .filter(([first = '']) => !first.startsWith('--'))
      .flatMap((args) => args.slice(0, -1));
    const missing = sources.filter((source) => !source.includes('*') && !existsSync(join(FOLDER, source)));
    expect(missing).toEqual([]);
    const copied = (file: string) =>
      sources.some((source) => source === file || source === `${file}/` || (source === '*.ts' && file.endsWith('.ts')));
    const OTHERS = ['.dockerignore', 'Dockerfile', 'README.md'];
    expect(
      readdirSync(FOLDER)
        .filter((file) => !copied(file))
        .sort(),
    ).toEqual(OTHERS);
  });

  test('takes from the build the programs, without what only the build needs', () => {
    const built = of('COPY').filter(([first]) => first === '--from=build');
    expect(built.map((args) => args.slice(1))).toEqual([
      ['/build/package.json', './'],
      ['/build/node_modules/', './node_modules/'],
      ['/build/dist/', './dist/'],
    ]);
    expect(of('RUN').at(-1)?.join(' ')).toBe('npm run build && npm prune --omit=dev');
  });

  test('runs as a numeric user without rights, and receives signals itself', () => {
    expect(of('USER')).toEqual([[expect.stringMatching(/^[1-9]\d{4}:[1-9]\d{4}$/)]]);
    expect(of('CMD')).toEqual([['["node",', '"dist/main.js"]']]);
    expect(of('EXPOSE')).toEqual([['8080']]);
  });

  test('has the one dependency at the version that is tested here, and permissive licences', () => {
    const { dependencies, devDependencies } = json(read('package.json'));
    const { packages: here } = json(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Locked };
    const { packages } = json(read('package-lock.json')) as { packages: Locked };
    expect(Object.keys(dependencies as object)).toEqual(['mysql2']);
    const pinned = { ...(dependencies as object), ...(devDependencies as object) };
    for (const [name, version] of Object.entries(pinned))
      expect([name, here[`node_modules/${name}`]?.version]).toEqual([name, version]);
    const installed = Object.entries(packages).filter(([path]) => path !== '');
    expect(installed.length).toBeGreaterThan(10);
    expect(
      installed.filter(([, { integrity, hasInstallScript }]) => integrity === undefined || hasInstallScript),
    ).toEqual([]);
    expect([...new Set(installed.map(([, { license }]) => license))].sort()).toEqual(['Apache-2.0', 'MIT']);
  });
});

type Locked = Readonly<
  Record<string, { version?: string; integrity?: string; license?: string; hasInstallScript?: boolean }>
>;
