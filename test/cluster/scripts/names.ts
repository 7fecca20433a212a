import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** The cluster's DNS, as a JVM sees it: a hosts file takes its place, so that configurations keep their host names. */
export class Names {
  /** Option of the JVM. It looks a name up again after ten seconds at the latest. */
  readonly option: string;
  private readonly file: string;
  private readonly known = new Set(['localhost', hostname()]);

  constructor(folder: string) {
    this.file = join(folder, 'hosts');
    this.option = `-Djdk.net.hosts.file=${this.file}`;
    this.write();
  }

  /** From now on these names are this machine. */
  add(...names: readonly string[]): void {
    for (const name of names) this.known.add(name);
    this.write();
  }

  private write(): void {
    writeFileSync(this.file, [...this.known].map((name) => `127.0.0.1 ${name}\n`).join(''));
  }
}
