import { ApiError, type Cluster } from '../../apply/cluster';
import { Discovery } from '../../apply/discovery';
import { type Inventory, readInventories } from '../../apply/inventory';
import { type Connection, connect } from '../../apply/kubectl';
import type { Platform } from '../../platform/model';
import type { Synthesis } from '../../kube/synthesis';
import { describeError, UserError } from '../../text/user-error';

/** A connection to a cluster for the time of one command. */
export interface Session extends Connection {
  readonly discovery: Discovery;
}

/** Runs a command with a connection, and closes it however the command ends. */
export async function withSession<T>(context: string | undefined, body: (session: Session) => Promise<T>): Promise<T> {
  const connection = await connect(context);
  try {
    return await body({ ...connection, discovery: new Discovery(connection.cluster) });
  } catch (error) {
    if (error instanceof ApiError) throw new UserError(`The API server at ${connection.server}: ${textOf(error)}`);
    throw error;
  } finally {
    connection.close();
  }
}

function textOf({ status, message }: ApiError): string {
  return message || `status ${status}`;
}

/** Ends the program with the code that a command returns; an error is printed, and its code is 1. */
export async function exitWith(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    console.error(describeError(error));
    process.exitCode = 1;
  }
}

/** The namespace of a platform's inventory before there is one. */
export function homeOf({ namespace }: Platform, { objects }: Synthesis): string {
  const made = objects
    .filter(({ manifest }) => manifest.kind === 'Namespace')
    .map(({ manifest }) => manifest.metadata.name);
  return made.includes(namespace) ? namespace : (made[0] ?? namespace);
}

/**
 * The inventory of a platform; undefined if it was never applied.
 *
 * @param home - namespace to look in without the right to see all
 * @param chosen - whether the user has named the context
 * @throws UserError if it was applied with another context
 */
export async function inventoryOf(
  session: Session,
  platform: string,
  home: string,
  chosen: boolean,
): Promise<Inventory | undefined> {
  const all = await visibleInventories(session.cluster, home);
  const found = all.find((inventory) => inventory.platform === platform);
  if (found && !chosen && found.context !== session.context && found.server !== session.server) {
    throw new UserError(
      `The platform ${platform} was applied with the context ${found.context} (${found.server}), and this is ${session.context} (${session.server}); nothing was changed\n  fix: name the context with --context`,
    );
  }
  return found;
}

async function visibleInventories(cluster: Cluster, home: string): Promise<readonly Inventory[]> {
  try {
    return await readInventories(cluster, undefined);
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return readInventories(cluster, home);
    throw error;
  }
}

/**
 * The inventory that a command without a platform file is about.
 *
 * @throws UserError if there is none, or a choice
 */
export async function onlyInventory(
  session: Session,
  platform: string | undefined,
  namespace: string | undefined,
): Promise<Inventory> {
  const all = await readInventories(session.cluster, namespace);
  const found = all.filter((inventory) => platform === undefined || inventory.platform === platform);
  const [only, ...others] = found;
  const names = all.map((inventory) => inventory.platform).join(', ');
  if (!only) {
    const problem = platform === undefined ? 'No platform is applied' : `The platform ${platform} is not applied`;
    throw new UserError(
      `${problem} in ${session.context}${names ? `; there are: ${names}` : ''}\n  fix: apply one with \`npx faas-stack apply -f platform.yaml\`, or choose another context with --context`,
    );
  }
  if (others.length > 0)
    throw new UserError(`There are several platforms in ${session.context}: ${names}\n  fix: name one with --platform`);
  return only;
}

/** The first line of each command: where it works. */
export function placeOf({ context, server, version }: Session, platform: string, namespace: string): string {
  return `context ${context}, server ${server} (${version}), platform ${platform}, namespace ${namespace}`;
}
