import { bytes, list, seconds, type Element } from './config-text';
import type { NodeFiles } from './node-files';
import { InvalidTime, parserOf, type Parsed } from './parsers';
import type { Event, Surroundings } from './stage';

/** A file that is read on although its name is another's now. */
interface Renamed {
  readonly path: string;
  readonly file: { readonly content: string };
  offset: number;
  readonly until: bigint;
}

/** The plugin tail: reads whole lines of files, from where it has got to. */
export class Tail {
  private readonly paths: readonly RegExp[];
  private readonly excluded: readonly RegExp[];
  private readonly parse: ReturnType<typeof parserOf>;
  private readonly open = new Map<string, { readonly inode: number; readonly content: string }>();
  private readonly longest: number;
  private renamed: Renamed[] = [];

  constructor(
    private readonly element: Element,
    private readonly node: NodeFiles,
    private readonly around: Surroundings,
    private readonly full: () => boolean,
  ) {
    const { params, children } = element;
    this.paths = list(params['path']).map(glob);
    this.excluded = list(params['exclude_path']).map(glob);
    this.parse = parserOf(children.find(({ name }) => name === 'parse') as Element);
    this.longest = params['max_line_size'] ? bytes(params['max_line_size']) : Infinity;
    if (params['read_from_head'] !== 'true') throw new Error('tail is read with read_from_head only');
  }

  public read(): void {
    for (const file of this.renamed) this.readRenamed(file);
    this.renamed = this.renamed.filter(({ until }) => until > this.around.now());
    for (const path of this.node.paths()) {
      if (!matches(this.paths, path) || matches(this.excluded, path)) continue;
      this.readFile(path);
    }
  }

  private readFile(path: string): void {
    const file = this.node.file(path);
    if (!file) return;
    const position = this.node.positions.get(path);
    const before = this.open.get(path);
    if (before && before.inode !== file.inode) {
      const wait = BigInt(seconds(this.element.params['rotate_wait'] ?? '5') * 1e9);
      const old = { path, file: before, offset: position?.offset ?? 0, until: this.around.now() + wait };
      this.readRenamed(old);
      this.renamed.push(old);
    }
    this.open.set(path, file);
    let offset = position?.inode === file.inode ? position.offset : 0;
    offset = this.lines(path, file.content, offset, (next) =>
      this.node.positions.set(path, { inode: file.inode, offset: next }),
    );
    this.node.positions.set(path, { inode: file.inode, offset });
  }

  private readRenamed(renamed: Renamed): void {
    renamed.offset = this.lines(renamed.path, renamed.file.content, renamed.offset, () => undefined);
  }

  /** Hands on every whole line from a place, until a buffer is full; where the next one begins. */
  private lines(path: string, content: string, from: number, reached: (offset: number) => void): number {
    let offset = from;
    for (;;) {
      const end = content.indexOf('\n', offset);
      if (end < 0 || this.full()) return offset;
      const tooLong = end + 1 - offset > this.longest;
      const line = content.slice(offset, end).replace(/\r$/, '');
      offset = end + 1;
      reached(offset);
      if (tooLong) continue;
      const event = this.eventOf(line, path);
      if (event) this.around.emit(this.element.params['@label'] ?? '', this.tagOf(path), event);
    }
  }

  /** Nothing of a line with an invalid time: `emit_unmatched_lines` is for texts of another form only. */
  private eventOf(line: string, path: string): Event | undefined {
    let parsed: Parsed | undefined;
    try {
      parsed = this.parse(line);
    } catch (error) {
      if (error instanceof InvalidTime) return undefined;
      throw error;
    }
    const key = this.element.params['path_key'];
    const where = key ? { [key]: path } : {};
    if (parsed) return { time: parsed.time ?? this.around.now(), record: { ...parsed.record, ...where } };
    if (this.element.params['emit_unmatched_lines'] !== 'true') return undefined;
    return { time: this.around.now(), record: { unmatched_line: line } };
  }

  private tagOf(path: string): string {
    return (this.element.params['tag'] ?? '').replace('*', path.replaceAll('/', '.').replace(/^\./, ''));
  }
}

function glob(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replace(/[.+^$()|[\]\\{}]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')}$`,
  );
}

function matches(patterns: readonly RegExp[], path: string): boolean {
  return patterns.some((pattern) => pattern.test(path));
}
