import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Folders that Debian has merged into /usr, and that programs name both ways. */
const MERGED = ['bin', 'sbin', 'lib', 'lib64'];

/** Folder in which programs of this machine are looked for. */
const PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The file system of a layer of an image, made of files of this machine. */
export class RootFs {
  constructor(readonly folder: string) {
    for (const name of MERGED) {
      mkdirSync(join(folder, 'usr', name), { recursive: true });
      symlinkSync(`usr/${name}`, join(folder, name));
    }
  }

  /** Adds programs of this machine by name, with their libraries. */
  programs(...names: readonly string[]): this {
    for (const name of names) this.program(find(name), `/usr/bin/${name}`);
    return this;
  }

  /** Adds a program as the given path, with the libraries that it is linked to. */
  program(source: string, path: string): this {
    this.copy(realpathSync(source), path);
    chmodSync(this.at(path), 0o755);
    return this.librariesOf(source);
  }

  /** Adds the libraries that a program, or a library, is linked to. */
  librariesOf(source: string): this {
    for (const library of linkedTo(source))
      if (!existsSync(this.at(library))) this.copy(realpathSync(library), library);
    return this;
  }

  /** Adds a file or a folder of this machine; a link that leads nowhere is left out. */
  copy(source: string, path: string): this {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    cpSync(source, this.at(path), { recursive: true, dereference: true, filter: (file) => existsSync(file) });
    return this;
  }

  /** Adds a text file. */
  write(path: string, text: string, mode = 0o644): this {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text, { mode });
    return this;
  }

  /** Adds an empty folder. */
  folderAt(path: string, mode = 0o755): this {
    mkdirSync(this.at(path), { recursive: true });
    chmodSync(this.at(path), mode);
    return this;
  }

  /** Adds further names of a program. */
  links(path: string, ...names: readonly string[]): this {
    for (const name of names)
      if (!existsSync(this.at(`/usr/bin/${name}`))) symlinkSync(path, this.at(`/usr/bin/${name}`));
    return this;
  }

  private at(path: string): string {
    return join(this.folder, path);
  }
}

function find(name: string): string {
  const found = PATH.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`the program ${name} is not on this machine`);
  return found;
}

/** A script has the libraries of nothing, and neither has a static program. */
function linkedTo(program: string): string[] {
  if (readFileSync(program).subarray(0, 4).toString('latin1') !== '\x7fELF') return [];
  try {
    const output = execFileSync('ldd', [program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return [...output.matchAll(/(?:=> |^\s*)(\/\S+)/gm)].map(([, path = '']) => path);
  } catch {
    return [];
  }
}
