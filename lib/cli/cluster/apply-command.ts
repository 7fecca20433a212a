import { Command, Option } from 'commander';
import { keptManifests, type Entry, united, writeInventory, type Inventory } from '../../apply/inventory';
import { lock } from '../../apply/lock';
import { idOf, keyOf, nameOf } from '../../apply/objects';
import { removeAll, unconfirmed } from '../../apply/removal';
import { type Outcome, Run } from '../../apply/run';
import { UserError } from '../../text/user-error';
import { confirm } from './confirm';
import { INTERRUPTED, interruptible } from './interrupt';
import { contextOption, jsonOption, platformFileOption, repeatable, seconds, takeOverOption } from './options';
import { changeLines, changesAsJson, isChanging, removalLines, totalLines } from './plan-text';
import { type CompareOptions, type Prepared, prepare, wantedBy } from './prepare';
import { outcomeLines, Reporter } from './reporter';
import { type Display, TerminalDisplay } from './terminal';
import { exitWith, placeOf, type Session, withSession } from './session';

interface Options extends CompareOptions {
  readonly file: string;
  readonly yes: boolean;
  readonly json: boolean;
  readonly timeout?: number;
  readonly allowDataLoss: readonly string[];
}

const HELP = `
Objects are sent in launch order, each as soon as everything that it waits for is ready; independent ones at the same
time. What is not ready is explained from the state of its pods. Objects that the platform no longer has are deleted at
the end, backwards through the launch order; claims stay. An interrupted apply is continued by the next one.

Exit codes:
  0    the platform is applied and ready
  1    something is not ready or not allowed; nothing was changed if the plan was refused
  130  interrupted

Examples:
  npx faas-stack apply -f platform.yaml
  npx faas-stack apply -f platform.yaml --context production --yes
  npx faas-stack apply -f platform.yaml --take-over kubectl`;

/** The command that brings a platform into a cluster. */
export function applyCommand(): Command {
  return new Command('apply')
    .description('bring a platform into the cluster, in launch order, and wait until it is ready')
    .addOption(platformFileOption())
    .addOption(contextOption())
    .option('-y, --yes', 'do not ask', false)
    .addOption(takeOverOption())
    .addOption(
      repeatable(
        '--allow-data-loss <object>',
        'replace or delete this StatefulSet, claim, definition or namespace: Kind/namespace/name; repeatable',
      ),
    )
    .addOption(new Option('--timeout <seconds>', 'upper limit of every deadline').argParser(seconds))
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((options: Options) => exitWith(() => apply(options)));
}

function apply({ file, ...options }: Options): Promise<number> {
  const wanted = wantedBy(file);
  // With --json, standard output is for the result alone.
  const say = (line: string): void => (options.json ? console.error(line) : console.log(line));
  return withSession(options.context, async (session) => {
    const prepared = await prepare(session, wanted, options);
    const { changes, removals, platform, namespace } = prepared;
    const deleted = removals.steps.flat();
    say(placeOf(session, platform, namespace));
    refuseDataLoss(prepared, options.allowDataLoss);
    const lines = [...changeLines(changes, false), ...removalLines(deleted, removals.kept)];
    say([...lines, ...totalLines(changes, deleted.length)].join('\n'));
    const changing = changes.some(isChanging) || deleted.length > 0;
    if (changing && !options.yes && !(await confirm('Apply? [y/N] ', ['y', 'yes'], '--yes'))) return 1;
    const { outcomes, left, interrupted } = await interruptible(
      (signal) =>
        execute(session, prepared, { ...options, signal, say, isTerminal: process.stdout.isTTY && !options.json }),
      say,
    );
    const ready = outcomes.every(({ state }) => state === 'ready') && left.length === 0;
    say(
      [...outcomeLines(outcomes), ...left.map(({ id, reason }) => `${nameOf(id)} is not deleted: ${reason}`)].join(
        '\n',
      ),
    );
    if (options.json) console.log(JSON.stringify({ ready, objects: changesAsJson(changes, deleted) }, null, 2));
    if (interrupted) {
      say(
        `interrupted after ${outcomes.filter(({ state }) => state === 'ready').length} of ${outcomes.length} objects; run the same command again to continue`,
      );
      return INTERRUPTED;
    }
    say(ready ? 'The platform is ready.' : 'The platform is not ready; `npx faas-stack status` shows its state');
    return ready ? 0 : 1;
  });
}

/** @throws UserError if objects with data would be lost that the user has not named */
function refuseDataLoss({ changes, removals }: Prepared, allowed: readonly string[]): void {
  const replaced = changes.filter(({ operation }) => operation === 'replace');
  const lost = unconfirmed([...replaced.map(({ id }) => id), ...removals.steps.flat()], allowed);
  if (lost.length === 0) return;
  const lines = lost.map((id) => {
    const change = replaced.find((candidate) => candidate.id === id);
    const fields = change?.differences.map(({ path }) => path).filter(Boolean) ?? [];
    const why = change
      ? `would be deleted and created again${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`
      : 'would be deleted';
    return `${nameOf(id)} ${why}`;
  });
  const options = lost.map((id) => `--allow-data-loss ${nameOf(id)}`).join(' ');
  throw new UserError(`${lines.join('\n')}\nNothing was changed\n  fix: change the platform back, or add ${options}`);
}

interface Execution {
  readonly timeout?: number;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Whether lines may be drawn again. */
  readonly isTerminal: boolean;
}

interface Executed {
  readonly outcomes: readonly Outcome[];
  readonly left: Awaited<ReturnType<typeof removeAll>>;
  readonly interrupted: boolean;
}

async function execute(
  session: Session,
  prepared: Prepared,
  { timeout, signal, say, isTerminal }: Execution,
): Promise<Executed> {
  const { cluster, discovery } = session;
  const { changes, platform, namespace, removals } = prepared;
  const run: Run = new Run({
    cluster,
    discovery,
    changes,
    signal,
    report: (progress) => display.report(progress),
    ...(timeout === undefined ? {} : { timeoutSeconds: timeout }),
  });
  const display: Display = isTerminal
    ? new TerminalDisplay(changes, (change) => run.settle(change))
    : new Reporter(say);
  // The lock and the inventory are in a namespace of the platform.
  const home = changes.find(({ id }) => id.kind === 'Namespace' && id.name === namespace);
  if (home) {
    const outcome = await run.settle(home);
    if (outcome.state !== 'ready') return { outcomes: [outcome], left: [], interrupted: signal.aborted };
  }
  const unlock = await lock(cluster, namespace, platform);
  try {
    const earlier = prepared.inventory?.entries ?? [];
    await writeInventory(cluster, inventoryOf(session, prepared, united(withDone(prepared, []), earlier)));
    const outcomes = await display.during(run.all());
    const entries = withDone(prepared, outcomes);
    const ready = outcomes.every(({ state }) => state === 'ready');
    if (!ready || signal.aborted) {
      await writeInventory(cluster, inventoryOf(session, prepared, united(entries, earlier)));
      return { outcomes, left: [], interrupted: signal.aborted };
    }
    const left = await removeAll(cluster, discovery, removals, (id) => say(`deleted  ${nameOf(id)}`), signal);
    const remaining = new Set(left.map(({ id }) => keyOf(id)));
    const still = earlier.filter((entry) => remaining.has(keyOf(entry)));
    await writeInventory(cluster, inventoryOf(session, prepared, united(entries, still)));
    return { outcomes, left, interrupted: signal.aborted };
  } finally {
    await unlock();
  }
}

/** The entries of a platform, with the Jobs marked that have completed. */
function withDone({ entries, changes }: Prepared, outcomes: readonly Outcome[]): Entry[] {
  const jobs = [
    ...changes.filter(({ operation }) => operation === 'completed'),
    ...outcomes
      .filter(({ state, change }) => state === 'ready' && change.id.kind === 'Job')
      .map(({ change }) => change),
  ];
  const done = new Set(jobs.map(({ id }) => keyOf(id)));
  return entries.map((entry) => (done.has(keyOf(entry)) ? { ...entry, done: true } : entry));
}

function inventoryOf(
  { context, server }: Session,
  { platform, namespace, objects }: Prepared,
  entries: readonly Entry[],
): Inventory {
  const known = new Set(entries.map(keyOf));
  const manifests = keptManifests(objects.map(({ manifest }) => manifest)).filter((manifest) =>
    known.has(keyOf(idOf(manifest))),
  );
  return { platform, namespace, context, server, entries, manifests };
}
