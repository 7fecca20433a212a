import { productOf, type MySqlVersion } from '../catalogue/mysql';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { MySql, Platform } from '../platform/model';
import { sharedNamespace } from '../platform/namespaces';
import type { SectionRule } from '../platform/rule';
import { parseQuantity } from '../text/quantity';
import { connectionsPerUser, neededFiles, redoBytes, serverOptions } from './my-cnf';
import { poolsFit } from './connection-budget';
import { BUFFER_OPTIONS, leastLimit, serverMemory } from './memory';
import { optionBytes, optionName } from './option-size';
import { unknownOption } from './removed-options';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** An amount as the platform file writes it, in whole MiB. */
function mebi(bytes: number): string {
  return `${Math.ceil(bytes / MIB)}Mi`;
}

const ownNamespace: SectionRule<MySql> = (_, platform) =>
  sharedNamespace(platform, 'mysql', 'another one: the database has Secrets that other parts must not have');

/** The properties of the platform file that write an option. */
const WRITTEN_BY: Readonly<Record<string, string>> = {
  max_connections: 'mysql.connections.max',
  max_user_connections: 'mysql.connections.perUser',
  wait_timeout: 'mysql.connections.waitTimeoutSeconds',
  interactive_timeout: 'mysql.connections.interactiveTimeoutSeconds',
  thread_cache_size: 'mysql.connections.threadCacheSize',
  back_log: 'mysql.connections.backLog',
  innodb_buffer_pool_size: 'mysql.bufferPoolSize',
  innodb_redo_log_capacity: 'mysql.redoLogCapacity',
  innodb_log_file_size: 'mysql.redoLogCapacity',
  max_allowed_packet: 'mysql.maxAllowedPacket',
  table_open_cache: 'mysql.tableOpenCache',
  open_files_limit: 'mysql.openFilesLimit',
  long_query_time: 'mysql.longQuerySeconds',
  require_secure_transport: 'mysql.tls.required',
};

const extraOptions: SectionRule<MySql> = (mysql) =>
  Object.entries(mysql.extra).flatMap(([key, value]) => {
    const path = ['mysql', 'extra', key];
    return optionMistake(mysql, path, key) ?? sizeMistake(path, key, value) ?? [];
  });

function optionMistake(mysql: MySql, path: ConfigPath, key: string): Mistake | undefined {
  const name = optionName(key);
  const unknown = unknownOption(key, mysql.version);
  if (unknown) {
    const server = nameOf(mysql.version);
    return {
      path,
      problem: `${unknown.by}: ${server} does not start with it`,
      allowed: `options of ${server}`,
      fix: unknown.instead ? `remove it, or use ${unknown.instead}` : 'remove it',
    };
  }
  // Sizes that the server chooses, beside sizes that the platform writes.
  if (name === 'innodb_dedicated_server') {
    return {
      path,
      problem: 'the server would measure the memory of the node, and the platform writes sizes for the memory limit',
      allowed: 'mysql.bufferPoolSize and mysql.redoLogCapacity',
      fix: 'remove it',
    };
  }
  if (!Object.hasOwn(serverOptions(mysql), name)) return undefined;
  const property = WRITTEN_BY[name];
  return {
    path,
    problem: 'the platform writes it',
    allowed: 'options that the platform does not write',
    fix: property ? `remove it, or use ${property}` : 'remove it',
  };
}

function sizeMistake(path: ConfigPath, key: string, value: string | number | boolean): Mistake | undefined {
  if (!BUFFER_OPTIONS.includes(optionName(key)) || optionBytes(value) !== undefined) return undefined;
  return {
    path,
    problem: `'${String(value)}' is not a size, and the memory of the connections depends on it`,
    allowed: 'bytes, or a number with K, M or G, such as 256K',
    fix: 'write it in this form',
  };
}

/** Name of a server in messages. */
function nameOf(version: MySqlVersion): string {
  return productOf(version) === 'mysql' ? `MySQL ${version}` : `MariaDB ${version.replace('mariadb-', '')}`;
}

const memoryFits: SectionRule<MySql> = (mysql) => {
  const memory = serverMemory(mysql);
  const { bufferPool, connections, usable, perConnection } = memory;
  if (bufferPool + connections <= usable) return [];
  const { max } = mysql.connections;
  const limit = mysql.resources.limits.memory;
  const most = Math.floor((usable - bufferPool) / perConnection);
  const fewer = most >= 10 ? `, lower mysql.connections.max to ${most}` : '';
  const smaller = mysql.bufferPoolSize && serverMemory({ ...mysql, bufferPoolSize: undefined });
  const pool =
    smaller && smaller.bufferPool + connections <= usable
      ? `, or write ${mebi(smaller.bufferPool)} into mysql.bufferPoolSize`
      : '';
  return [
    {
      path: ['mysql', 'resources', 'limits', 'memory'],
      problem: `the buffer pool (${mebi(bufferPool)}) and ${max} connections of ${Math.ceil(perConnection / 1024)}Ki (${mebi(connections)}) need ${mebi(bufferPool + connections)}; 90 % of ${limit} are ${mebi(Math.floor(usable / MIB) * MIB)}`,
      allowed: `at least ${mebi(leastLimit(memory, bufferPool))} with them`,
      fix: `write ${mebi(leastLimit(memory, bufferPool))}${fewer}${pool}`,
    },
  ];
};

/** Share of the volume that the redo log may take, in percent: its data needs the rest. */
const REDO_PERCENT = 25;

const redoFits: SectionRule<MySql> = (mysql) => {
  const { redoLogCapacity, size } = mysql;
  const most = (parseQuantity(size) * REDO_PERCENT) / 100;
  if (redoLogCapacity === undefined || redoBytes(mysql) <= most) return [];
  return [
    {
      path: ['mysql', 'redoLogCapacity'],
      problem: `${redoLogCapacity} are more than a quarter of the volume of ${size}`,
      allowed: `at most ${Math.floor(most / MIB)}Mi`,
      fix: `leave it out, or set mysql.size: ${Math.ceil((parseQuantity(redoLogCapacity) * 100) / REDO_PERCENT / GIB)}Gi`,
    },
  ];
};

/** Least redo log that a server accepts (MySQL reference, `innodb_redo_log_capacity`). */
const LEAST_REDO = 8 * MIB;

const redoIsEnough: SectionRule<MySql> = (mysql) => {
  if (redoBytes(mysql) >= LEAST_REDO) return [];
  const { redoLogCapacity, size } = mysql;
  return [
    redoLogCapacity === undefined
      ? {
          path: ['mysql', 'size'],
          problem: `an eighth of ${size}, the default of mysql.redoLogCapacity, is less than 8Mi, which the server needs`,
          allowed: 'at least 64Mi',
          fix: 'write a larger size',
        }
      : {
          path: ['mysql', 'redoLogCapacity'],
          problem: `${redoLogCapacity} are less than the server needs`,
          allowed: 'at least 8Mi',
          fix: 'leave it out',
        },
  ];
};

/** Largest packet of the protocol (MySQL reference, `max_allowed_packet`). */
const packetFits: SectionRule<MySql> = ({ maxAllowedPacket }) => {
  const bytes = parseQuantity(maxAllowedPacket);
  return bytes >= 1024 && bytes <= GIB && bytes % 1024 === 0
    ? []
    : [
        {
          path: ['mysql', 'maxAllowedPacket'],
          problem: `the server does not take ${maxAllowedPacket}`,
          allowed: 'multiples of 1Ki up to 1Gi',
          fix: 'write an amount such as 64Mi',
        },
      ];
};

const userFits: SectionRule<MySql> = (mysql) => {
  const { max } = mysql.connections;
  return connectionsPerUser(mysql) <= max
    ? []
    : [
        {
          path: ['mysql', 'connections', 'perUser'],
          problem: `${connectionsPerUser(mysql)} are more than mysql.connections.max, which is ${max}`,
          allowed: `at most ${max}`,
          fix: 'leave it out, or raise mysql.connections.max',
        },
      ];
};

const filesFit: SectionRule<MySql> = (mysql) => {
  const { openFilesLimit, connections, tableOpenCache } = mysql;
  const needed = neededFiles(mysql);
  if (openFilesLimit === undefined || openFilesLimit >= needed) return [];
  return [
    {
      path: ['mysql', 'openFilesLimit'],
      problem: `${connections.max} connections and ${tableOpenCache} tables may need ${needed} files, and the server would lower both in silence`,
      allowed: `at least ${needed}`,
      fix: 'leave it out, or lower mysql.tableOpenCache',
    },
  ];
};

const backupHasPlace: SectionRule<MySql> = ({ backup }, { persistence }) => {
  if (!backup) return [];
  const { size, existingClaim } = backup;
  const path = ['mysql', 'backup'];
  if (size !== undefined && existingClaim !== undefined) {
    return [
      {
        path: [...path, 'existingClaim'],
        problem: 'there are two places for the backups',
        allowed: 'size or existingClaim',
        fix: 'remove one of them',
      },
    ];
  }
  if (size === undefined && existingClaim === undefined) {
    return [
      {
        path,
        problem: 'there is no place for the backups',
        allowed: 'size or existingClaim',
        fix: 'add size, for a volume of that size, or existingClaim, the name of your PersistentVolumeClaim',
      },
    ];
  }
  return size !== undefined && !persistence.enabled
    ? [
        {
          path: [...path, 'size'],
          problem: 'the backups would be lost with the pod: persistence.enabled is false',
          allowed: 'size together with persistence',
          fix: 'write existingClaim in its place, or remove backup',
        },
      ]
    : [];
};

const ofOwnServer: readonly SectionRule<MySql>[] = [
  extraOptions,
  memoryFits,
  redoFits,
  redoIsEnough,
  packetFits,
  userFits,
  filesFit,
  backupHasPlace,
  poolsFit,
];

const ofExternal: SectionRule<MySql> = ({ external, exporter, backup }) => [
  ...(external && exporter.enabled && external.exporterSecret === undefined
    ? [
        {
          path: ['mysql', 'external'],
          problem: 'the exporter has no user on the server',
          allowed: 'external with exporterSecret, or without the exporter',
          fix: 'create a Secret with username and password of a user with the rights PROCESS and REPLICATION CLIENT, and name it in exporterSecret; or set mysql.exporter.enabled: false',
        },
      ]
    : []),
  ...(external && backup
    ? [
        {
          path: ['mysql', 'backup'],
          problem: 'an external server has its own backups',
          allowed: 'backup without mysql.external',
          fix: 'remove backup',
        },
      ]
    : []),
];

/** The mistakes between the values of the database; none while it is off. */
export function mysqlMistakes(platform: Platform): Mistake[] {
  const { mysql } = platform;
  if (!mysql.enabled) return [];
  const rules = [ownNamespace, ...(mysql.external ? [ofExternal] : ofOwnServer)];
  return rules.flatMap((rule) => rule(mysql, platform));
}
