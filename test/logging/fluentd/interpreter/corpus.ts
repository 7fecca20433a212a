import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LINES = join(__dirname, '..', '..', 'lines');

/** A file of the corpus: `test/logging/lines/<kind>/<pod>_<namespace>_<container>.lines`, or a file of the node. */
export interface CorpusFile {
  /** The name in the recordings. */
  readonly id: string;
  /** Path on the node. */
  readonly path: string;
  /** One character per byte. */
  readonly content: string;
}

/** Every file of the corpus. */
export function corpus(): CorpusFile[] {
  return readdirSync(LINES).flatMap((kind) =>
    readdirSync(join(LINES, kind)).map((file) => {
      const name = file.replace(/\.lines$/, '');
      return {
        id: `${kind}/${name}`,
        path: kind === 'node' ? `/var/log/${name}.log` : `/var/log/containers/${name}-${'a'.repeat(64)}.log`,
        content: readFileSync(join(LINES, kind, file), 'latin1'),
      };
    }),
  );
}
