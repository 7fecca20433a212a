const UNITS: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** Bytes of a size as an option of MySQL writes it, such as `256K`; undefined for any other text. */
export function optionBytes(value: string | number | boolean): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([KMG]?)$/i.exec(String(value)) ?? [];
  return digits === undefined ? undefined : Number(digits) * (UNITS[unit.toUpperCase()] ?? 1);
}

/** The name of an option as the server compares it: dashes and underscores are the same. */
export function optionName(key: string): string {
  return key.replaceAll('-', '_');
}
