import { expect, test } from 'vitest';
import { formatServer, parseServer } from '../../src/dns/server.ts';

test.for([
  ['127.0.0.1:5353', { host: '127.0.0.1', port: 5353 }],
  ['ns1.example.com', { host: 'ns1.example.com', port: 53 }],
  ['[::1]:5353', { host: '::1', port: 5353 }],
  ['[2001:db8::1]', { host: '2001:db8::1', port: 53 }],
  ['2001:db8::1', { host: '2001:db8::1', port: 53 }],
  ['https://dns.google/dns-query', { host: 'dns.google', port: 443, path: '/dns-query' }],
  ['https://[::1]:8443/', { host: '::1', port: 8443, path: '/' }],
] as const)('%s is a server', ([text, server]) => {
  expect(parseServer(text)).toEqual(server);
  expect(parseServer(formatServer(server))).toEqual(server);
});

test.for([
  '',
  ':53',
  'host:',
  'host:0',
  'host:65536',
  'host:dns',
  'a b',
  '[host]:53',
  '1:2:3',
  'udp://host',
  'https://',
])('"%s" is not a server', (text) => {
  expect(() => parseServer(text)).toThrow(`"${text}" is not a server`);
});
