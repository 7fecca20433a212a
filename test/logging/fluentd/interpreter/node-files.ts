/** A file of a node: its content is kept under its number, whatever names it has. */
interface File {
  readonly inode: number;
  content: string;
}

/** The log files of a node, in bytes, and what Fluentd keeps on its disk. */
export class NodeFiles {
  private readonly named = new Map<string, File>();
  private inodes = 0;
  /** Up to where a file has been read, by its path. */
  public readonly positions = new Map<string, { inode: number; offset: number }>();
  /** What the buffers keep, by their path. */
  public readonly buffers = new Map<string, unknown>();

  public append(path: string, bytes: string): void {
    this.open(path).content += bytes;
  }

  /** Gives a file another name, as the kubelet does when it is large; the next line makes a new one. */
  public rotate(path: string): void {
    this.named.delete(path);
    this.open(path);
  }

  public paths(): string[] {
    return [...this.named.keys()];
  }

  public file(path: string): Readonly<File> | undefined {
    return this.named.get(path);
  }

  private open(path: string): File {
    const file = this.named.get(path) ?? { inode: ++this.inodes, content: '' };
    this.named.set(path, file);
    return file;
  }
}
