import { describe, expect, it } from 'vitest';
import { Channel } from './channel.ts';

async function read<T>(channel: Channel<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of channel) values.push(value);
  return values;
}

describe('a channel', () => {
  it('keeps the order and loses nothing, before and while it is read', async () => {
    const channel = new Channel<number>();
    channel.put(1);
    const reading = read(channel);
    channel.put(2);
    await new Promise((resolve) => setTimeout(resolve, 1));
    channel.put(3);
    channel.put(4);
    channel.end();
    expect(await reading).toEqual([1, 2, 3, 4]);
  });

  it('hands out what waits before it fails', async () => {
    const channel = new Channel<number>();
    channel.put(1);
    channel.end(new Error('broken'));
    const values: number[] = [];
    const reading = (async () => {
      for await (const value of channel) values.push(value);
    })();
    await expect(reading).rejects.toThrow('broken');
    expect(values).toEqual([1]);
  });

  it('keeps its first end', async () => {
    const channel = new Channel<number>();
    channel.end();
    channel.end(new Error('too late'));
    expect(await read(channel)).toEqual([]);
  });
});
