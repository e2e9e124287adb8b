import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsMutant } from '../mutant.ts';

/** The reference without a fault: when any check finds one, the figure of a power run is void. */
export const ECS_NO_OP: EcsMutant = {
  provider: 'alibaba-ecs',
  id: 'control/no-op',
  topic: 'lifecycle',
  summary: 'the reference as it is',
  mustBeKilledBy: 'lifecycle.create.works',
  fault: () => ({}),
};

/** The reference with everything broken: when it survives, the figure of a power run is void. */
export const ECS_ALL_BROKEN: EcsMutant = {
  provider: 'alibaba-ecs',
  id: 'control/all-broken',
  topic: 'lifecycle',
  summary: 'the reference with every action broken',
  mustBeKilledBy: 'lifecycle.create.works',
  fault: () => ({
    authorization: { authorize: () => refusal('InternalError', 'Everything is broken', 500) },
  }),
};
