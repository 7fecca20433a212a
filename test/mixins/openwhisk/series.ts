type Labels = Readonly<Record<string, string>>;

/** Names a series of a job. */
export type Named = (name: string, labels?: Labels) => string;

/** The series of a job, with labels that all of them have. */
export function seriesOfJob(job: string, common: Labels = {}): Named {
  return (name, labels = {}) => {
    const pairs = Object.entries({ job, ...common, ...labels }).map(([key, value]) => `${key}="${value}"`);
    return `${name}{${pairs.join(',')}}`;
  };
}

/** A histogram over an hour: observations a minute that take at most 2.5 s, and between 5 s and 10 s. */
export function durations(named: Named, name: string, fast: number, slow: number, labels: Labels = {}): Labels {
  const bucket = (le: string): string => named(`${name}_bucket`, { ...labels, le });
  return {
    [bucket('2.5')]: `0+${fast}x60`,
    [bucket('5.0')]: `0+${fast}x60`,
    [bucket('10.0')]: `0+${fast + slow}x60`,
    [bucket('+Inf')]: `0+${fast + slow}x60`,
  };
}
