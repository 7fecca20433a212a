/** The mistake in the name of a time zone, with the right name where only its case is wrong; undefined for a known one. */
export function timezoneMistake(name: string): { readonly right?: string } | undefined {
  // The runtime also reads offsets such as +01:00, and any case; programs read files of the time zone database.
  if (!/^[A-Za-z]/.test(name)) return {};
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    return known !== name && known.toLowerCase() === name.toLowerCase() ? { right: known } : undefined;
  } catch {
    return {};
  }
}

/** Whether a text is the name of a time zone (IANA). */
export function isTimeZone(name: string): boolean {
  return timezoneMistake(name) === undefined;
}
