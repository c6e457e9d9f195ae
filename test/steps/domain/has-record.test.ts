import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { hasRecord } from '../../../src/steps/domain/has-record.ts';

/** Whether the line finds that value in what nslookup says. */
const finds = (said: string, value: string): boolean => {
  const line = hasRecord('A', 'app.example.com', value);
  return (
    spawnSync('bash', ['-c', `nslookup() { printf '%s\\n' "$SAID"; }; ${line}`], { env: { SAID: said } }).status === 0
  );
};

const address = 'Server:\t\t127.0.0.53\nAddress:\t127.0.0.53#53\n\nName:\tapp.example.com\nAddress: 203.0.113.71';
const alias = 'app.example.com\tcanonical name = shop-1.elb.amazonaws.com.example.com.';

test('the script finds a record, however its name is written', () => {
  expect(finds(address, '203.0.113.71')).toBe(true);
  expect(finds('app.example.com\tcanonical name = Shop-1.elb.amazonaws.com.', 'shop-1.elb.amazonaws.com')).toBe(true);
  expect(finds('example.com\tnameserver = ns-1.awsdns-54.org.', 'ns-1.awsdns-54.org')).toBe(true);
});

test('the script takes no longer address and no longer name for it', () => {
  expect(finds(address, '203.0.113.7')).toBe(false);
  expect(finds(alias, 'shop-1.elb.amazonaws.com')).toBe(false);
});
