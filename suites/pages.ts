import { findParameter } from '../specs/constraints.ts';
import type { Contract } from '../specs/contract.ts';
import type { Accepted, CallParameters } from '../targets/target.ts';

/** The parameters of a describe that say which page is wanted. */
export type Page = Pick<CallParameters, 'pageNumber' | 'pageOffset' | 'pageToken' | 'pageSize'>;

/** Whether pages are asked for by what comes before them: what others make or delete meanwhile moves the next ones. */
export function hasCountedPages(contract: Contract): boolean {
  return (['page-number', 'page-offset'] as const).some(
    (role) => findParameter(contract, 'describe', role) !== undefined,
  );
}

/** The first page of a list, as large as the provider allows; no parameters where it has no pages. */
export function firstPage(contract: Contract): Page {
  const size = findParameter(contract, 'describe', 'page-size')?.schema.maximum;
  if (size === undefined) return {};
  const has = (role: 'page-number' | 'page-offset'): boolean =>
    findParameter(contract, 'describe', role) !== undefined;
  return {
    pageSize: size,
    ...(has('page-number') && { pageNumber: 1 }),
    ...(has('page-offset') && { pageOffset: 0 }),
  };
}

/**
 * The page after one that was shown; `undefined` where that was the last. Pages that are counted end with one that is not
 * full, pages by token with the one that brings no token.
 */
export function pageAfter(
  { pageNumber, pageOffset, pageSize }: Page,
  { keyPairs, nextToken }: Accepted,
): Page | undefined {
  if (pageSize === undefined) return undefined;
  if (pageNumber === undefined && pageOffset === undefined)
    return nextToken === undefined || nextToken === '' ? undefined : { pageSize, pageToken: nextToken };
  if (keyPairs.length < pageSize) return undefined;
  return {
    pageSize,
    ...(pageNumber !== undefined && { pageNumber: pageNumber + 1 }),
    ...(pageOffset !== undefined && { pageOffset: pageOffset + keyPairs.length }),
  };
}
