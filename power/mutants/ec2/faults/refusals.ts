import { type Refusal, refusal } from '../../../../targets/ec2/reference/outcome.ts';

/** What the service says to a name that exists. */
export const DUPLICATE: Refusal = refusal('InvalidKeyPair.Duplicate', 'The keypair already exists');
