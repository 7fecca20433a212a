import { parseAddress } from '../../lib/text/address';

test.each([
  ['a.example.org', { host: 'a.example.org' }],
  ['a.example.org:2181', { host: 'a.example.org', port: 2181 }],
  ['10.0.0.7:80', { host: '10.0.0.7', port: 80 }],
  ['fd00::7', { host: 'fd00::7' }],
  ['fd00::7:2181', { host: 'fd00::7:2181' }],
  ['[fd00::7]:2181', { host: 'fd00::7', port: 2181 }],
  ['[fd00::7]', { host: 'fd00::7' }],
])('%s is read as host and port', (text, address) => {
  expect(parseAddress(text)).toEqual(address);
});

test.each(['', ':80', 'a:', 'a:b'])('%p is not an address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});
