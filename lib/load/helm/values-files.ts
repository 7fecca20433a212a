import { parseDocument } from 'yaml';
import { PlatformFileError, valueAt } from '../../platform/mistake';
import { merge, type Mapping } from '../../platform/profiles';
import { parseYamlFile } from '../yaml-file';
import { commentsOf, type Comment } from './comments';
import { repeatedKeys, type RepeatedKey } from './repeated-keys';

/** A values file: its name in messages, and its text. */
export interface ValuesFile {
  readonly file: string;
  readonly text: string;
}

/** Where a value is from. */
export interface Origin {
  readonly file: string;
  readonly line?: number;
  readonly comment: Comment;
}

/** The merge of several values files. */
export interface MergedValues {
  readonly value: Mapping;
  /** The comment at the beginning of the first file. */
  readonly head?: string;
  /** The last file that has a value, which is the one that counts. */
  readonly originOf: (path: readonly string[]) => Origin | undefined;
  /** Keys that one file has several times. */
  readonly repeated: readonly (RepeatedKey & { readonly file: string })[];
}

/**
 * Reads values files and merges them as Helm does: objects deeply, everything else is replaced by a later file. Within one
 * file, the last of several values of a key counts. A null stays: it removes the values of earlier files and of the chart.
 *
 * @throws PlatformFileError when one cannot be read.
 */
export function mergeValues(files: readonly ValuesFile[]): MergedValues {
  const parsed = files.map(({ file, text }) => {
    if (parseDocument(text).contents === null) {
      throw new PlatformFileError(file, [{ problem: 'the file is empty', fix: 'leave it out, or name another one' }]);
    }
    return { file, ...parseYamlFile(text, file, { allowsRepeatedKeys: true }), comments: commentsOf(text) };
  });
  return {
    value: parsed.reduce<Mapping>((below, { value }) => merge(below, value), {}),
    head: parsed[0]?.comments.head,
    originOf: (path) => {
      const last = [...parsed].reverse().find(({ value }) => valueAt(value, path) !== undefined);
      return last && { file: last.file, line: last.lineOf(path), comment: last.comments.at(path) };
    },
    repeated: files.flatMap(({ file, text }) => repeatedKeys(text).map((key) => ({ file, ...key }))),
  };
}
