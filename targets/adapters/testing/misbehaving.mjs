// An adapter that does one thing wrong; which, is its first argument.
import { createInterface } from 'node:readline';

const fault = process.argv[2];
const write = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const hello = {
  type: 'hello',
  protocol: 1,
  name: 'odd',
  capabilities: ['create', 'import', 'describe', 'delete'],
};

if (fault === 'exits-at-once') {
  process.stderr.write('no licence for this machine\n');
  process.exit(7);
}
if (fault === 'stays') process.on('SIGTERM', () => {});

createInterface({ input: process.stdin }).on('line', (line) => {
  const message = JSON.parse(line);
  if (message.type === 'hello') greet();
  else if (message.type === 'bye') leave();
  else answer(message);
});

function greet() {
  if (fault === 'no-hello') return;
  if (fault === 'other-version') write({ ...hello, protocol: 2 });
  else if (fault === 'unavailable')
    write({ type: 'unavailable', reason: 'it needs a thing that is not here' });
  else if (fault === 'only-describe') write({ ...hello, capabilities: ['describe'] });
  else write(hello);
}

function leave() {
  if (fault === 'stays') setInterval(() => {}, 1_000);
  else process.exit(0);
}

function answer({ id, operation, parameters }) {
  switch (fault) {
    case 'garbage':
      process.stdout.write('Starting up... \u001b[31mdone\n');
      return;
    case 'wrong-shape':
      write({ type: 'error', id, code: 'X' });
      return;
    case 'unknown-key':
      write({ type: 'result', id, keypairs: [] });
      return;
    case 'unasked':
      write({ type: 'result', id: id + 40 });
      return;
    case 'endless-line':
      process.stdout.write('x'.repeat(8_000_000));
      return;
    case 'exits':
      process.stderr.write('first\nout of memory\n');
      process.exit(3);
      return;
    case 'hangs':
      return;
    case 'late':
      setTimeout(() => write({ type: 'result', id, keyPairs: [{ name: parameters.name }] }), 700);
      return;
    case 'unsupported':
      write({ type: 'unsupported', id, reason: `no ${operation} here` });
      return;
    case 'unreachable':
      write({ type: 'unreachable', id, phase: 'connect', code: 'GONE', message: 'nobody there' });
      return;
    case 'refuses':
      write({ type: 'error', id, code: 'No.Such', message: 'it is not', status: 404, requestId: 'r-1' });
      return;
    case 'unreadable':
      write({ type: 'unreadable', id, status: 500, reason: 'it is HTML' });
      return;
    default:
      // In two pieces, and with an end as Windows writes it.
      process.stdout.write('{"type":"result",');
      setTimeout(() => {
        process.stdout.write(
          `"id":${id},"requestId":"r-9","keyPairs":[{"name":${JSON.stringify(parameters.name)}}]}\r\n\r\n`,
        );
      }, 5);
  }
}
