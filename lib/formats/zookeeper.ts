import * as data from './data/zookeeper.json';
import { misspelt, notOneOf, type FormatProblem } from './problem';
import { readProperties, type Property } from './properties';

const KEYS: Readonly<Record<string, string>> = data.keys;
const NAMES = Object.keys(KEYS);
/** System properties, which a file may set without their prefix `zookeeper.`. */
const PROPERTIES = new Set<string>(data.properties);

/** Why ZooKeeper would not start with a zoo.cfg (`QuorumPeerConfig`). */
export function zookeeperProblems(text: string): readonly FormatProblem[] {
  const { properties, problems } = readProperties(text);
  const found: FormatProblem[] = [...problems];
  const value = new Map(properties.map(({ key, value: one }) => [key, one]));
  for (const property of properties) found.push(...wrong(property));
  if (!value.has('dataDir')) found.push({ line: 1, problem: 'dataDir is not set', fix: 'set dataDir' });
  const servers = properties.filter(({ key }) => /^server\.\d+$/.test(key));
  const voters = servers.filter(({ value: address }) => !/:observer\b/.test(address));
  if (servers.length > 1 || voters.length > 1) {
    for (const key of ['initLimit', 'syncLimit']) {
      if (!value.has(key)) found.push({ line: servers[0]?.line ?? 1, problem: `${key} is not set`, fix: `set ${key}` });
    }
  }
  const least = Number(value.get('minSessionTimeout') ?? -1);
  const most = Number(value.get('maxSessionTimeout') ?? -1);
  if (least > most && most >= 0) {
    const line = properties.find(({ key }) => key === 'minSessionTimeout')?.line ?? 1;
    found.push({ line, problem: `minSessionTimeout ${least} is larger than maxSessionTimeout ${most}` });
  }
  return found;
}

function wrong({ key, value, line }: Property): FormatProblem[] {
  const type = KEYS[key];
  if (value.includes('${')) return [];
  if (type === 'int' && !/^[-+]?\d{1,10}$/.test(value)) {
    return [{ line, problem: `${key} is '${value}'; must be an integer` }];
  }
  if (type === 'boolean' && !/^(true|false)$/i.test(value)) return [notOneOf(line, key, value, ['true', 'false'])];
  if (type?.startsWith('=')) {
    const allowed = type.slice(1).split('|');
    return allowed.includes(value.toLowerCase()) ? [] : [notOneOf(line, key, value, allowed)];
  }
  if (/^server\.\d+$/.test(key)) return wrongServer(key, value, line);
  if (key.startsWith('server.')) return [{ line, problem: `'${key.slice(7)}' in ${key} is not a number` }];
  if (type !== undefined || /^(group|weight|metricsProvider|authProvider)\./.test(key)) return [];
  if (PROPERTIES.has(key.replace(/^zookeeper\./, ''))) return [];
  const meant = misspelt(key, [...NAMES, ...PROPERTIES]);
  return meant === undefined
    ? []
    : [{ line, problem: `ZooKeeper does not read '${key}'`, fix: `did you mean '${meant}'?`, warning: true }];
}

/** Addresses `host:port:port`, separated by `|`, then a role, then the address for clients. */
function wrongServer(key: string, value: string, line: number): FormatProblem[] {
  const host = String.raw`(\[[\da-fA-F:.]+\]|[^:\[\]|]+)`;
  const address = String.raw`${host}:\d+:\d+(:[a-zA-Z]+)?`;
  const form = new RegExp(String.raw`^${address}(\|${address})*(;(${host}:)?\d+)?$`);
  const problem = `${key} is '${value}'`;
  if (!form.test(value.trim())) {
    return [{ line, problem, fix: 'write it as host:peer-port:election-port[:role][;client-port]' }];
  }
  const role = /:([a-zA-Z]+)(;|$)/.exec(value)?.[1];
  if (role === undefined || /^(participant|observer)$/i.test(role)) return [];
  return [notOneOf(line, `the role of ${key}`, role, ['participant', 'observer'])];
}
