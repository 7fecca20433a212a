import { isIP } from 'node:net';

/** A range of IP addresses. */
export interface IpRange {
  readonly version: 4 | 6;
  /** The address before the slash. */
  readonly address: bigint;
  /** Number of leading bits that all addresses of the range share. */
  readonly bits: number;
}

const WIDTH = { 4: 32, 6: 128 } as const;

/** Whether a text is an address as the API server takes it: without a zone, and not an IPv4 address in the notation of IPv6. */
export function isAddress(text: string): boolean {
  return isIP(text) > 0 && !text.includes('%') && !/^::ffff:[^:]*[.:]/i.test(text);
}

/** The range of a CIDR; undefined for a text of another form. */
export function parseRange(text: string): IpRange | undefined {
  const [address = '', bits = '', ...rest] = text.split('/');
  if (!isAddress(address) || !/^(0|[1-9]\d{0,2})$/.test(bits) || rest.length > 0) return undefined;
  const version = isIP(address) === 4 ? 4 : 6;
  const range: IpRange = {
    version,
    address: version === 4 ? numberOf4(address) : numberOf6(address),
    bits: Number(bits),
  };
  return range.bits <= WIDTH[version] ? range : undefined;
}

/** Bits of the address that the range does not share: 0 for the first address of the range. */
export function hostBits({ version, address, bits }: IpRange): bigint {
  return address & ((1n << BigInt(WIDTH[version] - bits)) - 1n);
}

/** Whether all addresses of a range are in another range that has more. */
export function isStrictlyWithin(inner: IpRange, outer: IpRange): boolean {
  const shift = BigInt(WIDTH[outer.version] - outer.bits);
  return (
    inner.version === outer.version && inner.bits > outer.bits && inner.address >> shift === outer.address >> shift
  );
}

function numberOf4(address: string): bigint {
  return address.split('.').reduce((number, part) => number * 256n + BigInt(part), 0n);
}

function numberOf6(address: string): bigint {
  // The last 32 bits may be written as an IPv4 address.
  const [, embedded] = /:(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? [];
  const last = embedded === undefined ? 0n : numberOf4(embedded);
  const plain = embedded === undefined ? address : `${address.slice(0, -embedded.length)}0:0`;
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [left = '', right] = plain.split('::');
  const [before, behind] = [groups(left), groups(right ?? '')];
  const zeros = new Array<string>(8 - before.length - behind.length).fill('0');
  const number = [...before, ...zeros, ...behind].reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
  return number + last;
}
