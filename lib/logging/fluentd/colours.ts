import { filter, section, type Directive } from './directive';

/**
 * Escape sequences of terminals (ECMA-48): colours and cursor movements, titles and links up to their end, and character sets. In the
 * index, they would be parts of the words next to them: a search for `ERROR` does not find `31mERROR`.
 */
const ESCAPES = '/\\e(?:\\[[0-?]*[ -\\/]*[@-~]|\\][^\\a\\e]*(?:\\a|\\e\\\\)|[()][0-9A-Z])/';

/** Removes the escape sequences from texts, which are valid UTF-8 by then: `gsub` fails otherwise. */
export function stripColours(tags: string, id: string): Directive {
  return filter(
    tags,
    'record_transformer',
    id,
    { enable_ruby: true },
    section('record', { log: `\${record["log"].gsub(${ESCAPES}, "")}` }),
  );
}
