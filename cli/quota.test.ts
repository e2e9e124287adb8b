import { expect, it } from 'vitest';
import { defaultQuotaMode } from './quota.ts';

it.each([
  ['http://127.0.0.1:5000/', 'full'],
  ['http://127.9.9.9/', 'full'],
  ['http://localhost:1/', 'full'],
  ['http://ec2.localhost/', 'probe'],
  ['http://[::1]:5000/', 'full'],
  ['http://127.0.0.1.example.test/', 'probe'],
  ['https://ec2.us-east-1.amazonaws.com/', 'probe'],
  ['https://ec2.{region}.example.test/', 'probe'],
])('the quota checks at %s are by default: %s', (endpoint, mode) => {
  expect(defaultQuotaMode({ endpoint })).toBe(mode);
});

it('the quota checks go by where an endpoint was found to lead', () => {
  expect(defaultQuotaMode({ endpoint: 'http://ec2.localhost/', distance: 'loopback' })).toBe('full');
});
