// The reference server in a process of its own: node bench/reference.mjs [KEYFILE of prepared keys]. Prints its address.
import { startReference } from '../build/targets/ec2/reference/server.js';
import { preparedKeys } from './keys.mjs';

const [file] = process.argv.slice(2);
const server = await startReference(file === undefined ? {} : { keys: preparedKeys(file) });
process.stdout.write(`${server.url}\n`);
process.once('disconnect', () => void server.close());
