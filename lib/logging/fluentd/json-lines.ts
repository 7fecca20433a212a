import { filter, section, type Directive } from './directive';

/** The text of a line that is a JSON object, and its place until it is known to be one. */
const PARSED = 'parsed';

/**
 * Adds the object of a line that is one as the field `json`; the text stays. What MessagePack cannot hold, as a number beyond 64 bits,
 * stays text: it would fail in the buffer, together with the records next to it.
 *
 * @param wanted - condition in Ruby. @default - every record
 * @param removed - fields that are not needed any more
 */
export function jsonFields(
  tags: string,
  id: string,
  { wanted, removed = [] }: { readonly wanted?: string; readonly removed?: readonly string[] } = {},
): Directive[] {
  const object = 'record["log"].start_with?("{")';
  const value = '(MessagePack.unpack(JSON.parse(record["log"]).to_msgpack) rescue nil)';
  return [
    filter(
      tags,
      'record_transformer',
      `${id}_parsed`,
      { enable_ruby: true },
      section('record', { [PARSED]: `\${${wanted ? `(${wanted}) && ` : ''}${object} ? ${value} : nil}` }),
    ),
    filter(
      tags,
      'record_transformer',
      id,
      { enable_ruby: true, remove_keys: [PARSED, ...removed].join(',') },
      section('record', { [`\${record["${PARSED}"]?"json":"${PARSED}"}`]: `\${record["${PARSED}"]}` }),
    ),
  ];
}
