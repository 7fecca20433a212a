import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { requireProgram } from '../scripts/programs';

/** A command of `Tracer.java`. */
export type TracerCommand = 'start' | 'finish' | 'error' | 'context' | 'resume' | 'pass' | 'collect';

/** A component of OpenWhisk as far as it traces: `Tracer.java`, with the libraries that OpenWhisk has. */
export class Tracer {
  private constructor(
    private readonly program: ChildProcess,
    private readonly answers: AsyncIterator<string>,
  ) {}

  /** @param options system properties and other options of the JVM */
  static async start(classPath: string, options: readonly string[]): Promise<Tracer> {
    const quick = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
    const program = spawn(requireProgram('java'), [...quick, ...options, '-cp', classPath, 'Tracer'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const tracer = new Tracer(program, createInterface(program.stdout)[Symbol.asyncIterator]());
    await tracer.next();
    return tracer;
  }

  /** Sends a command about a transaction, and returns the answer. */
  async send(command: TracerCommand, transaction = '', argument: string | number = ''): Promise<string> {
    this.program.stdin?.write(`${command}\t${transaction}\t${argument}\n`);
    return this.next();
  }

  /** Ends the program, which sends what it still has. */
  async end(): Promise<void> {
    const ended = new Promise((done) => this.program.once('exit', done));
    this.program.stdin?.end();
    await ended;
  }

  private async next(): Promise<string> {
    const answer: IteratorResult<string, unknown> = await this.answers.next();
    if (answer.done === true) throw new Error('the tracer has ended');
    return answer.value;
  }
}
