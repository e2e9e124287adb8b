import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, describing } from '../conditions.ts';
import { all, fields, headerUnsigned, items, refuses, repeated } from './faults.ts';

/** Faults that the AWS command line shows. */
export const CLIENT_AWS_CLI: readonly Mutant[] = mutantsOf('client', {
  'material-printed-twice': {
    summary: 'the answer to a create has its private key twice',
    mustBeKilledBy: 'client.create.key-printed',
    client: 'aws-cli',
    fault: fields(creating, repeated('keyMaterial')),
  },
  'names-printed-twice': {
    summary: 'a described key pair has its name twice',
    mustBeKilledBy: 'client.describe.query-name',
    client: 'aws-cli',
    fault: items(repeated('keyName')),
  },
  'ids-printed-twice': {
    summary: 'a described key pair has its id twice',
    mustBeKilledBy: 'client.describe.query-filter',
    client: 'aws-cli',
    fault: items(repeated('keyPairId')),
  },
  'describe-wants-signed-headers': {
    summary: 'a describe with a header that is not signed is refused',
    mustBeKilledBy: 'client.describe.exit-code',
    client: 'aws-cli',
    fault: refuses(
      all(describing, headerUnsigned),
      refusal('AuthFailure', 'A header of the request is not signed', 401),
    ),
  },
});
