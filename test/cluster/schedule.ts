import type { TestFile } from './test-files';

/** Test files that run at once, at most: a control plane takes a few hundred MiB of memory. */
const LANES = 6;

/** Work that the cores may be given at once. Beyond their number, work that needs CPU only takes longer. */
const BUDGET = 1.5;

/** The same while a file runs that compares points in time: on crowded cores the controller of Kubernetes falls behind its own clock. */
const REAL_TIME_BUDGET = 0.5;

/** Cores that a test file keeps busy on average. */
function loadOf({ seconds, cpu }: TestFile): number {
  return cpu / seconds;
}

/** Decides which test files run side by side. */
export class Schedule {
  private readonly waiting: string[];
  private readonly running = new Set<string>();

  /**
   * @param files the test files by name
   * @param cores number of cores of this machine
   */
  constructor(
    private readonly files: Readonly<Record<string, TestFile>>,
    private readonly cores: number,
  ) {
    // Longest first, so that none of them is left over at the end.
    this.waiting = Object.keys(files).sort((a, b) => this.of(b).seconds - this.of(a).seconds);
  }

  /** Whether every file has ended. */
  get done(): boolean {
    return this.waiting.length + this.running.size === 0;
  }

  /** Starts the longest file that is ready and fits beside the running ones, and returns its name. */
  next(isReady: (name: string) => boolean): string | undefined {
    const name = this.waiting.find((candidate) => isReady(candidate) && this.fits(candidate));
    if (name === undefined) return undefined;
    this.waiting.splice(this.waiting.indexOf(name), 1);
    this.running.add(name);
    return name;
  }

  /** Makes room for others. */
  ended(name: string): void {
    this.running.delete(name);
  }

  /** Gives up all files that wait, and returns their names. */
  abandon(): string[] {
    return this.waiting.splice(0);
  }

  private fits(candidate: string): boolean {
    if (this.running.size === 0) return true;
    if (this.running.size >= LANES) return false;
    const together = [...this.running, candidate].map((name) => this.of(name));
    const load = together.map(loadOf).reduce((sum, one) => sum + one, 0);
    return load <= this.cores * (together.some(({ realTime }) => realTime) ? REAL_TIME_BUDGET : BUDGET);
  }

  private of(name: string): TestFile {
    const file = this.files[name];
    if (!file) throw new Error(`there is no test file '${name}'`);
    return file;
  }
}
