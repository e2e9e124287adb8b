import { expect, test } from 'vitest';
import type { Contract, ParameterRole } from '../specs/contract.ts';
import type { Accepted } from '../targets/target.ts';
import { firstPage, type Page, pageAfter } from './pages.ts';

function contractWith(...roles: readonly ParameterRole[]): Contract {
  const parameters = roles.map((role) => ({ role, schema: role === 'page-size' ? { maximum: 2 } : {} }));
  return { operations: { describe: { parameters } } } as unknown as Contract;
}

/** A service that cuts `total` key pairs into pages as it is asked to. */
function show(total: number, { pageNumber, pageOffset, pageToken, pageSize = total }: Page): Accepted {
  const from =
    pageOffset ?? (pageNumber === undefined ? Number(pageToken ?? 0) : (pageNumber - 1) * pageSize);
  const keyPairs = Array.from({ length: Math.max(0, Math.min(pageSize, total - from)) }, (_, index) => ({
    name: String(from + index),
  }));
  const end = from + keyPairs.length;
  return {
    kind: 'accepted',
    status: 200,
    keyPairs,
    ...(end < total && { nextToken: String(end) }),
  } as unknown as Accepted;
}

test.each([
  ['no pages', []],
  ['numbers', ['page-size', 'page-number']],
  ['offsets', ['page-size', 'page-offset']],
  ['tokens', ['page-size', 'page-token']],
] as const)('a list that is read by %s shows every key pair once, in order', (_way, roles) => {
  for (const total of [0, 1, 2, 3, 4, 7]) {
    const names: (string | undefined)[] = [];
    let page: Page | undefined = firstPage(contractWith(...roles));
    for (let turn = 0; page !== undefined && turn < 10; turn += 1) {
      const shown = show(total, page);
      names.push(...shown.keyPairs.map(({ name }) => name));
      page = pageAfter(page, shown);
    }
    expect(names).toEqual(Array.from({ length: total }, (_, index) => String(index)));
    expect(page).toBeUndefined();
  }
});
