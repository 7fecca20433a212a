import { Size } from './size';

const WHISK_SIZE = /^(\d+) ?(?:([kmg])b?|b)$/i;
const FACTORS: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** Reports whether a text is a size in OpenWhisk's notation. */
export function isWhiskSize(text: string): boolean {
  return WHISK_SIZE.test(text);
}

/**
 * A size in OpenWhisk's notation, whose suffixes are binary: `512m` and `512 MB` are 512 MiB (OpenWhisk, `ByteSize.fromString`).
 *
 * @throws when the text is not such a size.
 */
export function parseWhiskSize(text: string): Size {
  const match = WHISK_SIZE.exec(text);
  if (!match) throw new Error(`'${text}' is not a size of OpenWhisk; write for example 128m, 512 MB or 2g`);
  const [, digits, unit = ''] = match;
  return Size.bytes(Number(digits) * (FACTORS[unit.toLowerCase()] ?? 1));
}
