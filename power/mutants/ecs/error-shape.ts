import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { bytes, CONSTANT, inAList, members, typed, without } from './answers.ts';
import { OPERATIONS } from './conditions.ts';
import { type EcsFault, forEach } from './faults.ts';
import { XML_ERROR_FAULTS } from './xml.ts';

const everywhere = (): boolean => true;

/** Faults of the shape of refusals. */
export const ERROR_SHAPE_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('error-shape', {
  ...forEach(
    OPERATIONS.filter(([operation]) => operation !== 'describe'),
    (operation, here): Record<string, EcsFault> => {
      const id = (what: string): string => `error-shape.${operation}.${what}`;
      return {
        'no-json': bytes(
          'refusal',
          here,
          `a refusal of ${operation} is a page of HTML`,
          id('readable'),
          () => '<html></html>',
        ),
        'in-a-list': inAList('refusal', here, `a refusal of ${operation}`, id('root')),
        ...Object.fromEntries(
          ['RequestId', 'HostId', 'Code', 'Message'].map((name) => [
            `no-${name}`,
            members(
              'refusalFields',
              here,
              `a refusal of ${operation} has no ${name}`,
              id('members'),
              without(name),
            ),
          ]),
        ),
      };
    },
  ),
  ...XML_ERROR_FAULTS,
  'one-more': members(
    'refusalFields',
    everywhere,
    'a refusal has a member Trace',
    'error-shape.create.undeclared',
    (fields) => ({ ...fields, Trace: 'at line 1' }),
  ),
  'recommend-no-address': {
    summary: 'Recommend is no address',
    mustBeKilledBy: 'error-shape.create.recommend',
    fault: () => ({ responses: { recommend: () => 'try again' } }),
  },
  'empty-message': members(
    'refusalFields',
    everywhere,
    'the message of a refusal is empty',
    'error-shape.create.values',
    (fields) => ({ ...fields, Message: '' }),
  ),
  'empty-host': {
    summary: 'the host of a refusal is empty',
    mustBeKilledBy: 'error-shape.create.values',
    fault: () => ({ responses: { hostId: () => '' } }),
  },
  'request-id-lower-case': members(
    'refusalFields',
    everywhere,
    'request ids of refusals are in lower case',
    'error-shape.create.request-id-format',
    (fields) => ({ ...fields, RequestId: String(fields.RequestId).toLowerCase() }),
  ),
  'request-id-constant': members(
    'refusalFields',
    everywhere,
    'every refusal has the same request id',
    'error-shape.create.request-id-fresh',
    (fields) => ({ ...fields, RequestId: CONSTANT }),
  ),
  'content-type-html': typed('refusal', 'text/html', 'error-shape.create.content-type'),
  'duplicate-without-reason': {
    summary: 'the refusal of a taken name does not say why',
    mustBeKilledBy: 'error-shape.create.duplicate-message',
    fault: ({ duplicates }) => ({
      duplicates: {
        refuse: (ctx, name) =>
          duplicates.refuse(ctx, name) && refusal('KeyPair.AlreadyExist', 'The request is refused.'),
      },
    }),
  },
});
