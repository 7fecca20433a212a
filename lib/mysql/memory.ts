import { productOf } from '../catalogue/mysql';
import type { MySql } from '../platform/model';
import { parseQuantity } from '../text/quantity';
import { optionBytes, optionName } from './option-size';

const KIB = 2 ** 10;
const MIB = 2 ** 20;

/**
 * Memory that each connection may take: its stack, its network buffer, and one of each buffer that a query allocates (MySQL reference,
 * "How MySQL Uses Memory"; MariaDB, "Server System Variables").
 */
const BUFFERS = {
  mysql: {
    sort_buffer_size: 256 * KIB,
    join_buffer_size: 256 * KIB,
    read_buffer_size: 128 * KIB,
    read_rnd_buffer_size: 256 * KIB,
    thread_stack: MIB,
    net_buffer_length: 16 * KIB,
  },
  mariadb: {
    sort_buffer_size: 2 * MIB,
    join_buffer_size: 256 * KIB,
    read_buffer_size: 128 * KIB,
    read_rnd_buffer_size: 256 * KIB,
    thread_stack: 292 * KIB,
    net_buffer_length: 16 * KIB,
  },
} as const;

/** The options of {@link BUFFERS}. */
export const BUFFER_OPTIONS = Object.keys(BUFFERS.mysql);

/** Share of the memory limit for buffer pool and connections; the rest is for the server itself. */
const USABLE_PERCENT = 90;
/** Share of the memory limit that the buffer pool takes by default, at most. */
const POOL_PERCENT = 70;
/** The server rounds the buffer pool up to whole chunks in each instance (MySQL reference, `innodb_buffer_pool_chunk_size`). */
const CHUNK = 128 * MIB;
/** From this size on, several instances share the pool, so that threads wait less for each other. */
const SEVERAL_INSTANCES_FROM = 8 * 2 ** 30;
const INSTANCES = 8;

/** How a server shares out its memory, in bytes. */
export interface ServerMemory {
  readonly limit: number;
  /** Limit of buffer pool and connections together. */
  readonly usable: number;
  readonly perConnection: number;
  /** Of all connections. */
  readonly connections: number;
  /** As the server rounds it. */
  readonly bufferPool: number;
  readonly instances: number;
}

/** Memory of one connection, in bytes, with the buffers that further options change. */
function connectionBytes({ version, extra }: Pick<MySql, 'version' | 'extra'>): number {
  const changed = new Map(Object.entries(extra).map(([key, value]) => [optionName(key), optionBytes(value)]));
  return Object.entries(BUFFERS[productOf(version)]).reduce(
    (sum, [key, bytes]) => sum + (changed.get(key) ?? bytes),
    0,
  );
}

/** The memory of a server: the buffer pool of the platform file, or the largest that fits. */
export function serverMemory(
  spec: Pick<MySql, 'version' | 'extra' | 'connections' | 'bufferPoolSize' | 'resources'>,
): ServerMemory {
  const limit = parseQuantity(spec.resources.limits.memory);
  const usable = Math.floor((limit * USABLE_PERCENT) / 100);
  const perConnection = connectionBytes(spec);
  const connections = perConnection * spec.connections.max;
  const room = Math.min((limit * POOL_PERCENT) / 100, usable - connections);
  const wanted = spec.bufferPoolSize === undefined ? room : parseQuantity(spec.bufferPoolSize);
  const instances = wanted >= SEVERAL_INSTANCES_FROM ? INSTANCES : 1;
  const unit = CHUNK * instances;
  const units = spec.bufferPoolSize === undefined ? Math.floor(wanted / unit) : Math.ceil(wanted / unit);
  return { limit, usable, perConnection, connections, bufferPool: Math.max(units, 1) * unit, instances };
}

/** Least memory limit with which a pool of the least size and the connections fit, in bytes. */
export function leastLimit({ connections }: ServerMemory, pool = CHUNK): number {
  return Math.ceil(((pool + connections) * 100) / USABLE_PERCENT);
}
