import { addressOfUrl, parseAddress } from '../../lib/text/address';

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

test.each([
  ['http://a.example.org/b', { host: 'a.example.org', port: 80 }],
  ['https://a.example.org', { host: 'a.example.org', port: 443 }],
  ['https://a.example.org:8443/b?c=d', { host: 'a.example.org', port: 8443 }],
  ['http://[fd00::7]:9090', { host: 'fd00::7', port: 9090 }],
  ['ldaps://a.example.org', { host: 'a.example.org', port: 443 }],
])('%s leads to a host and a port', (url, address) => {
  expect(addressOfUrl(url)).toEqual(address);
});
