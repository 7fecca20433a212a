/** The share of a part in a whole, in percent; no sample where the whole is nothing, as 0/0 would be compared in silence. */
export function percent(part: string, whole: string): string {
  return `100 * ${part} / (${whole} > 0)`;
}
