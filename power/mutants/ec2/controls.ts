import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';

/** The reference without a fault: when any check finds one, the figure of a power run is void. */
export const NO_OP: Mutant = {
  provider: 'aws-ec2',
  id: 'control/no-op',
  topic: 'lifecycle',
  summary: 'the reference as it is',
  mustBeKilledBy: 'lifecycle.create.works',
  fault: () => ({}),
};

/** The reference with everything broken: when it survives, the figure of a power run is void. */
export const ALL_BROKEN: Mutant = {
  provider: 'aws-ec2',
  id: 'control/all-broken',
  topic: 'lifecycle',
  summary: 'the reference with every action broken',
  mustBeKilledBy: 'lifecycle.create.works',
  fault: () => ({
    authorization: { authorize: () => refusal('InternalError', 'Everything is broken', 500) },
  }),
};
