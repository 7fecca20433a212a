/** Rows with their columns aligned to the right, or to the left. */
export function aligned(rows: readonly (readonly string[])[], side: 'left' | 'right' = 'right'): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const align = (cell: string, width = 0): string => (side === 'left' ? cell.padEnd(width) : cell.padStart(width));
  return rows.map((row) =>
    row
      .map((cell, column) => align(cell, widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

/** A ratio as a difference in percent, such as `+12 %`. */
export function difference(ratio: number): string {
  const percent = Math.round((ratio - 1) * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}

/** A number of at most four significant digits. */
export function amount(value: number | undefined): string {
  if (value === undefined) return 'none';
  return String(Number(value.toPrecision(4)));
}

/** Unserved demand with its share of all demand, in percent. */
export function unservedShare({
  unserved,
  demanded,
}: {
  readonly unserved: number;
  readonly demanded: number;
}): string {
  return `${amount(unserved)} (${unservedPercent({ unserved, demanded })} %)`;
}

/** Unserved demand in percent of all demand. */
export function unservedPercent({
  unserved,
  demanded,
}: {
  readonly unserved: number;
  readonly demanded: number;
}): string {
  return (demanded === 0 ? 0 : (unserved * 100) / demanded).toFixed(1);
}
