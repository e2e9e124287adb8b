import { createRequire } from 'node:module';
import process from 'node:process';
import { UnsupportedByClient } from '../../target.ts';

/** What `@aws-sdk/client-ec2` exports. */
export type Ec2Sdk = typeof import('@aws-sdk/client-ec2');

const PACKAGE = '@aws-sdk/client-ec2';
const QUIET = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';

/**
 * The SDK, loaded when it is first needed: it takes longer to load than most runs to give their first verdict, and half
 * of that by `require` of what `import` takes.
 * @throws UnsupportedByClient when the package is not installed
 */
export function loadEc2Sdk(require: NodeJS.Require = createRequire(import.meta.url)): Ec2Sdk {
  try {
    return quietly(() => {
      const sdk = require(PACKAGE) as Ec2Sdk;
      // The first client of a process says which versions of Node will be supported; that is no news of the target.
      new sdk.EC2Client({ region: 'us-east-1' }).destroy();
      return sdk;
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new UnsupportedByClient(
      `the SDK is not installed; add it with: npm install ${PACKAGE}, or leave it out with --client wire`,
    );
  }
}

/** Runs `load` with the SDK's notice switched off, and leaves the environment as it was. */
function quietly<T>(load: () => T): T {
  const before = process.env[QUIET];
  process.env[QUIET] = 'true';
  try {
    return load();
  } finally {
    if (before === undefined) delete process.env[QUIET];
    else process.env[QUIET] = before;
  }
}
