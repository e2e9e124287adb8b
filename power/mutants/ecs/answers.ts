import type { Context } from '../../../targets/ecs/reference/context.ts';
import type { Fields, Outcome } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsFault } from './faults.ts';
import { always, at, only } from './table.ts';

/** A request id that is always the same. */
export const CONSTANT = '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E';

/** What careless servers give every answer for a request id. */
export const ZERO_ID = '00000000-0000-0000-0000-000000000000';

/** Members without one of them. */
export const without =
  (name: string) =>
  (fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([member]) => member !== name));

/** Answers with other members, where the condition holds. */
export function members(
  kind: 'fields' | 'refusalFields',
  here: (ctx: Context) => boolean,
  summary: string,
  mustBeKilledBy: string,
  other: (fields: Fields) => Fields,
): EcsFault {
  return [
    summary,
    mustBeKilledBy,
    ({ format }) => ({
      format: { [kind]: only(here, (ctx, fields) => other(format[kind](ctx, fields)), format[kind]) },
    }),
  ];
}

/** Answers of one kind with other bytes, where the condition holds. */
export function bytes(
  kind: Outcome['kind'],
  here: (ctx: Context) => boolean,
  summary: string,
  mustBeKilledBy: string,
  other: (body: string) => string,
): EcsFault {
  return [
    summary,
    mustBeKilledBy,
    at('http', 'body', always, (right, ctx, outcome) =>
      outcome.kind === kind && here(ctx)
        ? Buffer.from(other(right(ctx, outcome).toString('utf8')))
        : right(ctx, outcome),
    ),
  ];
}

/** Answers of one kind in a list of one, where the condition holds. */
export function inAList(
  kind: Outcome['kind'],
  here: (ctx: Context) => boolean,
  what: string,
  mustBeKilledBy: string,
): EcsFault {
  return bytes(kind, here, `${what} is a list of one`, mustBeKilledBy, (body) => `[${body}]`);
}

/** Answers of one kind with another content type. */
export function typed(kind: Outcome['kind'], contentType: string, mustBeKilledBy: string): EcsFault {
  return [
    `the content type of a ${kind} is ${contentType}`,
    mustBeKilledBy,
    at('http', 'contentType', always, (right, ctx, outcome) =>
      outcome.kind === kind ? contentType : right(ctx, outcome),
    ),
  ];
}
