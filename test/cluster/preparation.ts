import { buildTools } from './build-tools';
import { installed, isServer } from './scripts/installations';
import type { Requirement } from './test-files';
import type { ToolName } from './tools';

/** Builds programs and installs servers while tests run: one program and one server at a time, in the given order. */
export class Preparation {
  private readonly ready = new Set<Requirement>();
  private readonly failures = new Map<Requirement, Error>();

  /** @param changed called whenever something is ready or has failed */
  constructor(
    private readonly wanted: readonly Requirement[],
    private readonly log: (line: string) => void,
    private readonly changed: () => void,
  ) {}

  /** Prepares everything; failures are kept, not thrown. */
  async run(): Promise<void> {
    const servers = this.wanted.filter(isServer);
    const tools = this.wanted.filter((name): name is ToolName => !isServer(name));
    await Promise.all([
      this.each(tools, async (name) => buildTools(this.log, [name])),
      this.each(servers, async (name) => installed(name, this.log)),
    ]);
  }

  /** Whether all of these can be used. */
  has(needs: readonly Requirement[]): boolean {
    return needs.every((name) => this.ready.has(name));
  }

  /** Why one of these cannot be had, if so. */
  failureOf(needs: readonly Requirement[]): Error | undefined {
    return needs.map((name) => this.failures.get(name)).find((failure) => failure !== undefined);
  }

  private async each<Name extends Requirement>(
    names: readonly Name[],
    prepare: (name: Name) => Promise<unknown>,
  ): Promise<void> {
    for (const name of names) {
      try {
        await prepare(name);
        this.ready.add(name);
      } catch (error) {
        this.failures.set(name, error instanceof Error ? error : new Error(String(error)));
      }
      this.changed();
    }
  }
}
