import { parseAddress, type HostAddress } from '../../text/address';
import { isWhiskSize, parseWhiskSize } from '../../text/whisk-size';
import type { Mistake } from '../../platform/mistake';

/** A value that is not of its option's form. */
export class WrongValue extends Error {
  constructor(public readonly mistake: Pick<Mistake, 'problem' | 'allowed' | 'fix'>) {
    super(mistake.problem);
    this.name = 'WrongValue';
  }
}

function wrong(value: unknown, what: string, fix: string): never {
  throw new WrongValue({ problem: `${JSON.stringify(value)} is not ${what}`, allowed: what, fix });
}

/** Text without spaces around it. */
export const text = (value: unknown): string => verbatim(value).trim();

/** Text as it is written. YAML reads a version such as 2.3 as a number. */
export function verbatim(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return wrong(value, 'a string', 'write a string');
}

/** Text in upper case, such as the level of a log. */
export const upperCase = (value: unknown): string => text(value).toUpperCase();

/** A whole number, which the chart often has in quotes. */
export function wholeNumber(value: unknown): number {
  const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number)
    ? number
    : wrong(value, 'a whole number', 'write a whole number');
}

/** A number. */
export function decimal(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : wrong(value, 'a number', 'write a number');
}

/** The spellings of Helm's YAML 1.1; nothing is false, as in a template. */
const TRUE = ['true', 'yes', 'on'];
const FALSE = ['false', 'no', 'off', ''];

const lowerCase = (value: unknown): string => String(value).trim().toLowerCase();

/** True or false. */
export function truth(value: unknown): boolean {
  if (TRUE.includes(lowerCase(value))) return true;
  if (FALSE.includes(lowerCase(value))) return false;
  return wrong(value, 'true or false', 'write true or false, without quotes');
}

/** Whether an option that decides about another one is written, and true. */
export const isTrue = (value: unknown): boolean => TRUE.includes(lowerCase(value));

/** A number of bytes, also from a size such as `1m` or `1 MB`. */
export function bytes(value: unknown): number {
  const written = text(value);
  if (/^\d+$/.test(written)) return Number(written);
  return isWhiskSize(written)
    ? parseWhiskSize(written).bytes
    : wrong(value, 'a size', 'write a number of bytes, or a size such as 1m');
}

/** A percentage, which OpenWhisk also reads as a part of 1. */
export function percentage(value: unknown): string {
  const written = text(value);
  return /^(0?\.\d+|[01](\.0+)?)$/.test(written) ? `${Math.round(Number(written) * 100)}%` : written;
}

/** A list, which the chart has as words with spaces between them. */
export function words(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text) : text(value).split(/\s+/).filter(Boolean);
}

/** One of the platform's names, matched without regard to case. */
export function oneOf<T extends string>(names: readonly T[]): (value: unknown) => T {
  return (value) =>
    names.find((name) => name.toLowerCase() === text(value).toLowerCase()) ??
    wrong(value, names.join(', or '), `write one of ${names.join(', ')}`);
}

/** The addresses of a connection string such as `a:2181,b:2181/path`. */
export function addresses(value: unknown): HostAddress[] {
  const servers = text(value)
    .replace(/^[a-z]+:\/\//, '')
    .split(',')
    .map((server) => server.trim().replace(/\/.*$/, ''))
    .filter(Boolean);
  return servers.map(
    (server) => parseAddress(server) ?? wrong(value, 'host:port[,host:port]', 'write the addresses of the servers'),
  );
}

/** The path of a connection string such as `a:2181,b:2181/path`, if it has one. */
export function pathsOf(value: unknown): string[] {
  const [path] = /\/.+$/.exec(text(value).replace(/^[a-z]+:\/\//, '')) ?? [];
  return path === undefined ? [] : [path];
}
