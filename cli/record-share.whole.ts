import { expect, it, vi } from 'vitest';
import { shareVerb } from './record-share.ts';

/** Two requests per second for fifteen minutes. */
const MOST = 1_800;

it.each(['aws-ec2', 'alibaba-ecs'])(
  'a recording of %s takes at most 15 minutes, quota apart, and settles 95% of the MUST',
  async (provider) => {
    const told: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => told.push(String(text)) > 0);
    try {
      expect(await shareVerb({ provider, minutes: 15 })).toBe(0);
    } finally {
      write.mockRestore();
    }
    const text = told.join('');
    const [, requests] = /\((\d+) requests\)/.exec(text) ?? [];
    const [, share] = /MUST: \d+ of \d+ \(([\d.]+)%\)/.exec(text) ?? [];
    expect(Number(requests), text).toBeGreaterThan(1_000);
    expect(Number(requests), text).toBeLessThanOrEqual(MOST);
    expect(Number(share), text).toBeGreaterThanOrEqual(95);
  },
  600_000,
);
