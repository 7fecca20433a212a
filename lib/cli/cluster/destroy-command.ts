import { Command } from 'commander';
import { inventoryName, type Inventory } from '../../apply/inventory';
import { lock } from '../../apply/lock';
import { nameOf } from '../../apply/objects';
import { findRemovals, type Kept, type Removals, removeAll } from '../../apply/removal';
import { confirm } from './confirm';
import { INTERRUPTED, interruptible } from './interrupt';
import { contextOption } from './options';
import { exitWith, onlyInventory, placeOf, type Session, withSession } from './session';

interface Options {
  readonly platform?: string;
  readonly namespace?: string;
  readonly context?: string;
  readonly yes: boolean;
  readonly deleteData: boolean;
}

const HELP = `
Custom resources go first, while their operators can clean up, then everything else backwards through the launch order.
Claims stay with their namespaces, and so do definitions of kinds that others use.

Exit codes:
  0    the platform is deleted, apart from what is kept
  1    something could not be deleted, or nothing was
  130  interrupted; the same command goes on

Examples:
  npx faas-stack destroy
  npx faas-stack destroy --platform owdev --yes --delete-data`;

/** The command that deletes an applied platform. */
export function destroyCommand(): Command {
  return new Command('destroy')
    .description('delete a platform from the cluster; its data is kept unless asked')
    .option('--platform <name>', 'name of the platform (default: the only one)')
    .option('-n, --namespace <name>', 'namespace of its inventory (default: all are searched)')
    .addOption(contextOption())
    .option('-y, --yes', 'do not ask for the name of the platform', false)
    .option('--delete-data', 'delete claims, and namespaces with claims, too', false)
    .addHelpText('after', HELP)
    .action((options: Options) => exitWith(() => destroy(options)));
}

function destroy({ platform, namespace, context, yes, deleteData }: Options): Promise<number> {
  return withSession(context, async (session) => {
    const inventory = await onlyInventory(session, platform, namespace);
    const { cluster, discovery } = session;
    const removals = await findRemovals(cluster, discovery, inventory.platform, inventory.entries, deleteData);
    const ids = removals.steps.flat();
    console.log(
      [
        placeOf(session, inventory.platform, inventory.namespace),
        ...ids.map((id) => `  - ${nameOf(id)}`),
        ...removals.kept.map(({ id, reason }) => `    ${nameOf(id)} is kept: ${reason}`),
        `${ids.length} to delete, ${removals.kept.length} to keep`,
      ].join('\n'),
    );
    const question = `Write the name of the platform to delete it [${inventory.platform}]: `;
    if (!yes && !(await confirm(question, [inventory.platform], '--yes'))) return 1;
    return interruptible((signal) => execute(session, inventory, removals, signal), console.log);
  });
}

async function execute(
  session: Session,
  inventory: Inventory,
  removals: Removals,
  signal: AbortSignal,
): Promise<number> {
  const { cluster, discovery } = session;
  const { namespace, platform } = inventory;
  const unlock = await lock(cluster, namespace, platform);
  try {
    const left = await removeAll(cluster, discovery, removals, (id) => console.log(`deleted  ${nameOf(id)}`), signal);
    if (signal.aborted) return INTERRUPTED;
    if (left.length === 0) {
      const path = `/api/v1/namespaces/${namespace}/configmaps/${inventoryName(platform)}`;
      if (await cluster.find(path)) await cluster.persist({ method: 'DELETE', path }, 60);
    }
    console.log(remainder(left, removals.kept).join('\n'));
    return left.length === 0 ? 0 : 1;
  } finally {
    await unlock();
  }
}

function remainder(left: readonly Kept[], kept: readonly Kept[]): string[] {
  return [
    ...left.map(({ id, reason }) => `${nameOf(id)} is not deleted: ${reason}`),
    ...kept.map(({ id, reason }) => `${nameOf(id)} remains: ${reason}`),
    left.length > 0 ? 'The platform is not deleted; run the same command again' : 'The platform is deleted.',
  ];
}
