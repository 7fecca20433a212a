import * as fc from 'fast-check';
import { hostBits, isAddress, isStrictlyWithin, parseRange } from '../../lib/text/ip-range';
import { required } from '../../lib/kube/required';

const range = (text: string) => required(parseRange(text), text);
const text4 = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');

test.each([
  '10.0.0.0',
  '10.0.0.300/8',
  '010.0.0.0/8',
  '10.0.0.0/33',
  '10.0.0.0/08',
  '10.0.0.0/8/8',
  'fd00::/129',
  'fe80::1%eth0/64',
])('%s is not a range', (text) => {
  expect(parseRange(text)).toBeUndefined();
});

test.each(['::ffff:192.0.2.1', '::ffff:c000:201', 'fe80::1%eth0', '192.0.2', 'localhost'])(
  '%s is not an address',
  (text) => {
    expect(isAddress(text)).toBe(false);
  },
);

test.each([
  ['0.0.0.0/0', 0n],
  ['10.0.0.0/8', 0n],
  ['10.0.0.5/8', 5n],
  ['::/0', 0n],
  ['fd00:ec2::254/128', 0n],
  ['fd00::1:0/64', 0x10000n],
  ['fd00::1.2.3.4/96', 0x01020304n],
])('%s has the host bits %s', (text, bits) => {
  expect(hostBits(range(text))).toBe(bits);
});

test('the address of a range of IPv4 is the one that is written', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 32 - 1), (value) => {
      expect(range(`${text4(value)}/32`).address).toBe(BigInt(value));
    }),
  );
});

test('the address of a range of IPv6 is the one that is written, with zeros left out or not', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 }), (groups) => {
      const whole = groups.map((group) => group.toString(16)).join(':');
      const [, short = ''] = /^http:\/\/\[(.*)\]\/$/.exec(new URL(`http://[${whole}]/`).href) ?? [];
      const number = groups.reduce((sum, group) => sum * 65_536n + BigInt(group), 0n);
      fc.pre(isAddress(whole) && isAddress(short));
      expect([range(`${whole}/128`).address, range(`${short}/128`).address]).toEqual([number, number]);
    }),
  );
});

test.each([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['10.0.0.0/8', '10.1.0.0/16', false],
  ['11.0.0.0/16', '10.0.0.0/8', false],
  ['fe80::/10', '::/0', true],
  ['fe80::/10', '0.0.0.0/0', false],
])('%s is strictly within %s: %s', (inner, outer, within) => {
  expect(isStrictlyWithin(range(inner), range(outer))).toBe(within);
});
