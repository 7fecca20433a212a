import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { nameOf } from '../../apply/objects';
import { type Status, statusOf } from '../../apply/status';
import { contextOption, jsonOption } from './options';
import { driftText } from './difference-text';
import { exitWith, onlyInventory, placeOf, withSession } from './session';
import { INTERRUPTED, interruptible } from './interrupt';

interface Options {
  readonly platform?: string;
  readonly namespace?: string;
  readonly context?: string;
  readonly watch: boolean;
  readonly json: boolean;
}

/** Exit codes of status. */
const EXIT_CODES = { ready: 0, notReady: 3 };

/** Seconds between two looks. */
const WATCH_SECONDS = 5;

const HELP = `
The state comes from the inventory that apply keeps in the cluster; no platform file is needed. Causes come first, with
the state of their pods; what only waits for them is listed behind.

Exit codes:
  0  the platform is ready
  1  the cluster cannot be read, or no platform is applied
  3  the platform is not ready

Examples:
  npx faas-stack status
  npx faas-stack status --platform owdev --watch`;

/** The command that shows the state of an applied platform. */
export function statusCommand(): Command {
  return new Command('status')
    .description('show whether a platform in the cluster is ready, and if not, why')
    .option('--platform <name>', 'name of the platform (default: the only one)')
    .option('-n, --namespace <name>', 'namespace of its inventory (default: all are searched)')
    .addOption(contextOption())
    .option('-w, --watch', 'look again every 5 s', false)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((options: Options) => exitWith(() => status(options)));
}

function status({ platform, namespace, context, watch, json }: Options): Promise<number> {
  return withSession(context, (session) =>
    interruptible(
      async (signal) => {
        for (let before = ''; ;) {
          const inventory = await onlyInventory(session, platform, namespace);
          const state = await statusOf(session.cluster, session.discovery, inventory);
          const text = json
            ? JSON.stringify(asJson(state), null, 2)
            : [placeOf(session, inventory.platform, inventory.namespace), ...statusLines(state)].join('\n');
          if (text !== before) console.log(text);
          before = text;
          if (!watch) return isReady(state) ? EXIT_CODES.ready : EXIT_CODES.notReady;
          await sleep(WATCH_SECONDS * 1000, undefined, { signal }).catch(() => undefined);
          if (signal.aborted) return INTERRUPTED;
        }
      },
      () => undefined,
    ),
  );
}

function isReady({ unready }: Status): boolean {
  return unready.length === 0;
}

/** The state of a platform for people. */
function statusLines({ objects, unready, drift, notes }: Status): string[] {
  const roots = unready.filter(({ isRoot }) => isRoot);
  const others = unready.filter(({ isRoot }) => !isRoot);
  return [
    unready.length === 0 ? `ready: ${objects} objects` : `not ready: ${unready.length} of ${objects} objects`,
    ...roots.flatMap(({ id, detail, reasons }) => [
      `  ${nameOf(id)}: ${detail}`,
      ...reasons.map((line) => `      ${line}`),
    ]),
    ...(others.length > 0 ? [`  waiting for these: ${others.map(({ id }) => nameOf(id)).join(', ')}`] : []),
    ...drift.flatMap(({ id, differences }) =>
      differences.map((difference) => `changed since the apply: ${nameOf(id)}: ${driftText(difference)}`),
    ),
    ...notes.map(({ id, note }) => `note: ${nameOf(id)}: ${note}`),
  ];
}

function asJson(state: Status): object {
  return {
    ready: isReady(state),
    objects: state.objects,
    unready: state.unready.map(({ id, detail, reasons, isRoot }) => ({
      object: nameOf(id),
      detail,
      reasons,
      cause: isRoot,
    })),
    drift: state.drift.map(({ id, differences }) => ({ object: nameOf(id), differences })),
    notes: state.notes.map(({ id, note }) => ({ object: nameOf(id), note })),
  };
}
