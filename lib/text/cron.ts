/** Least and greatest value of each field: minute, hour, day of month, month, day of week (Kubernetes, "CronJob", "Schedule syntax"). */
const BOUNDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

/** Whether a text is a schedule of a CronJob: five fields of numbers, ranges, lists and steps. */
export function isCronSchedule(text: string): boolean {
  const fields = text.split(' ');
  return (
    fields.length === BOUNDS.length &&
    BOUNDS.every(([least, most], index) =>
      (fields[index] ?? '').split(',').every((entry) => isEntry(entry, least, most)),
    )
  );
}

function isEntry(entry: string, least: number, most: number): boolean {
  const [, range = '', first, last, step] = /^(\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(entry) ?? [];
  if (range === '' || step === '0') return false;
  if (first === undefined) return true;
  const end = Number(last ?? first);
  return Number(first) >= least && end <= most && Number(first) <= end;
}
