import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import { gzips } from '../content-encoding.ts';
import type { EcsMutant } from '../mutant.ts';
import { bytes, CONSTANT, inAList, members, typed, without, ZERO_ID } from './answers.ts';
import { always, at, forEach, OPERATIONS, type Row, table } from './table.ts';
import { XML_ERROR_FAULTS } from './xml.ts';

const everywhere = (): boolean => true;

/** Faults of the shape of refusals. */
// biome-ignore format: a row is a mutant
export const ERROR_SHAPE_MUTANTS: readonly EcsMutant[] = table('error-shape', [
  ...forEach(
    OPERATIONS.filter(([operation]) => operation !== 'describe'),
    (operation, here): Row[] => {
      const id = (what: string): string => `error-shape.${operation}.${what}`;
      return [
        ['no-json',
          ...bytes(
            'refusal',
            here,
            `a refusal of ${operation} is a page of HTML`,
            id('readable'),
            () => '<html></html>')],
        ['in-a-list', ...inAList('refusal', here, `a refusal of ${operation}`, id('root'))],
        ['request-id-zero',
          ...members('refusalFields', here, `every refusal of ${operation} has the request id of zeros`,
            id('request-id-fresh'), (fields) => ({ ...fields, RequestId: ZERO_ID }))],
        ...['RequestId', 'HostId', 'Code', 'Message'].map((name): Row => [`no-${name}`,
          ...members('refusalFields', here, `a refusal of ${operation} has no ${name}`, id('members'),
            without(name))]),
      ];
    },
  ),
  ...XML_ERROR_FAULTS,
  ['one-more',
    ...members(
      'refusalFields',
      everywhere,
      'a refusal has a member Trace',
      'error-shape.create.undeclared',
      (fields) => ({ ...fields, Trace: 'at line 1' }))],
  ['recommend-no-address', 'Recommend is no address', 'error-shape.create.recommend',
    at('responses', 'recommend', always, () => 'try again')],
  ['empty-message',
    ...members(
      'refusalFields',
      everywhere,
      'the message of a refusal is empty',
      'error-shape.create.values',
      (fields) => ({ ...fields, Message: '' }))],
  ['empty-host', 'the host of a refusal is empty', 'error-shape.create.values',
    at('responses', 'hostId', always, () => '')],
  ['request-id-lower-case',
    ...members(
      'refusalFields',
      everywhere,
      'request ids of refusals are in lower case',
      'error-shape.create.request-id-format',
      (fields) => ({ ...fields, RequestId: String(fields.RequestId).toLowerCase() }))],
  ['request-id-constant',
    ...members(
      'refusalFields',
      everywhere,
      'every refusal has the same request id',
      'error-shape.create.request-id-fresh',
      (fields) => ({ ...fields, RequestId: CONSTANT }))],
  ['content-type-html', ...typed('refusal', 'text/html', 'error-shape.create.content-type')],
  ['duplicate-without-reason', 'the refusal of a taken name does not say why',
    'error-shape.create.duplicate-message',
    at('duplicates', 'refuse', always,
      (right, ctx, name) => right(ctx, name) && refusal('KeyPair.AlreadyExist', 'The request is refused.'))],
  ['gzip-said', 'refusals are said to be compressed and are not', 'error-shape.create.content-encoding',
    ({ http }) => ({ http: gzips(http, (_ctx, { kind }) => kind === 'refusal', 'header alone') })],
  ['unknown-access-key-message', 'the refusal of an access key that nobody has says something else',
    'error-shape.create.unknown-access-key-message',
    at('authorization', 'authenticate', always, (right, ctx) => {
      const refused = right(ctx);
      return refused?.code === 'InvalidAccessKeyId.NotFound' ? { ...refused, message: 'Go away.' } : refused;
    })],
]);
