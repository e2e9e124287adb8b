import { describe, expect, it } from 'vitest';
import { reproduceWith } from './reproduce.ts';
import { exchangeOf, fakeTarget } from './testing/fakes.ts';

describe('the commands of a finding', () => {
  const target = fakeTarget({ provider: 'aws-ec2' });
  const exchange = exchangeOf({ operation: 'delete', region: 'one', parameters: { name: 'kpc-a' } });

  it('show the exchange with curl and with the provider’s own tool', () => {
    const commands = reproduceWith(target)(exchange);
    expect(commands.curl).toContain('curl');
    expect(commands.aws).toMatch(/aws .*delete-key-pair .*kpc-a/s);
  });

  it('have no secrets in them', () => {
    const secret = { accessKeyId: 'id', secretAccessKey: 'TOPSECRETVALUE' };
    const commands = reproduceWith({ ...target, credentials: secret })(exchange);
    expect(JSON.stringify(commands)).not.toContain('TOPSECRETVALUE');
  });
});
