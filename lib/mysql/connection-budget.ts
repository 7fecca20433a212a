import { podsOfFunction, type PlatformFunction } from '../platform/functions';
import type { MySql } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { serverMemory } from './memory';
import { connectionsPerUser, FOR_PEOPLE } from './my-cnf';

/**
 * Percentage of `max_connections` for functions. The rest is for people, for connections of ended pods, which stay until
 * `wait_timeout`, and for new connections while others close.
 */
const SHARE_PERCENT = 85;

/** Pods that a rollout adds to a function (`maxSurge`). */
const SURGE = 1;

/** A function with a pool of connections. */
interface Client {
  readonly name: string;
  /** Largest number of pods, during a rollout. */
  readonly pods: number;
  /** Connections of one pod. */
  readonly pool: number;
}

/** Connections of functions, and the connections that they may have. */
export interface ConnectionBudget {
  readonly clients: readonly Client[];
  /** Connections of all functions at their largest number of pods, during a rollout of each. */
  readonly needed: number;
  readonly available: number;
}

/** The connection budget of a server. The exporter and backups have connections of their own. */
export function connectionBudget(
  mysql: Pick<MySql, 'connections'>,
  functions: readonly PlatformFunction[],
): ConnectionBudget {
  const clients = functions.flatMap((spec) =>
    spec.database ? [{ name: spec.name, pods: podsOfFunction(spec).max + SURGE, pool: spec.database.connections }] : [],
  );
  return {
    clients,
    needed: sum(clients.map(({ pods, pool }) => pods * pool)),
    available: Math.min(connectionsPerUser(mysql), shareOf(mysql.connections.max)),
  };
}

/** The pools of all functions fit into the connections of the server. */
export const poolsFit: SectionRule<MySql> = (mysql, { functions }) => {
  const { clients, needed, available } = connectionBudget(mysql, functions);
  if (needed <= available) return [];
  const terms = clients.map(({ name, pods, pool }) => `${name} (${pods - SURGE} + ${SURGE}) × ${pool}`).join(' + ');
  const { max, perUser } = mysql.connections;
  const ofUser = perUser !== undefined && perUser < shareOf(max);
  const share = available < shareOf(max) ? `all but ${FOR_PEOPLE}` : `${SHARE_PERCENT} %`;
  const limit = ofUser ? `mysql.connections.perUser: ${perUser}` : `${share} of max_connections ${max}`;
  return [
    {
      path: ['mysql', 'connections', ...(ofUser ? ['perUser'] : ['max'])],
      problem: `functions may need ${needed} connections and have ${available} (${limit}): (pods + ${SURGE} of a rollout) × pool, ${terms}`,
      allowed: `at least ${ofUser ? needed : largerLimit(needed)} for these functions`,
      fix: [...fewer(clients, available), larger(mysql, needed)].join('; or '),
    },
  ];
};

/** Fewer pods of each function, and smaller pools, as far as they help alone. */
function fewer(clients: readonly Client[], available: number): string[] {
  const pods = Math.floor(available / sum(clients.map(({ pool }) => pool))) - SURGE;
  const pool = Math.floor(available / sum(clients.map((client) => client.pods)));
  return [
    ...(pods >= 1 ? [`lower scaling.max of the functions to ${pods}`] : []),
    ...(pool >= 1 ? [`lower their database.connections to ${pool}`] : []),
  ];
}

/** A larger limit, with the memory that it takes. */
function larger(mysql: MySql, needed: number): string {
  const { max, perUser } = mysql.connections;
  const limit = Math.max(largerLimit(needed), max);
  const { perConnection } = serverMemory(mysql);
  const memory = Math.ceil(((limit - max) * perConnection) / 2 ** 20);
  return [
    ...(limit > max ? [`write ${limit} into mysql.connections.max, which takes up to ${memory}Mi more memory`] : []),
    ...(perUser !== undefined && perUser < needed ? [`write ${needed} into mysql.connections.perUser`] : []),
  ].join(', and ');
}

/** Least `max_connections` with enough for functions. */
function largerLimit(needed: number): number {
  return Math.max(Math.ceil((needed * 100) / SHARE_PERCENT), needed + FOR_PEOPLE);
}

function shareOf(max: number): number {
  return Math.floor((max * SHARE_PERCENT) / 100);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
