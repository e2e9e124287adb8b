// A suite of one check: that a key pair can be created. It exits with 1 when not.
import { CreateKeyPairCommand, EC2Client } from '@aws-sdk/client-ec2';

const client = new EC2Client({ endpoint: process.argv[2], region: 'us-east-1', maxAttempts: 1 });
try {
  await client.send(new CreateKeyPairCommand({ KeyName: 'the only one', KeyType: 'ed25519' }));
} catch {
  process.exitCode = 1;
}
