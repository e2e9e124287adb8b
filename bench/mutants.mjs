// node bench/mutants.mjs [--provider ID] [--against BUILD] [--conversations N] [--topic TOPIC]: every mutant with what it
// declares and a digest of its answers to recorded conversations of the correct server. With the `build` of another version
// it compares both instead: ids, summaries, named requirements, replaced behaviours, and the answers to the same
// conversations, to the byte. (A fault that asks `instanceof` never holds for the other version, and shows as different.)
// Exit 1 where they differ.
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { replacedBy } from '../build/power/baseline.js';
import { catalogueOf } from '../build/power/mutants/index.js';
import { KeyTable } from '../build/power/mutants/key-table.js';
import { recordConversations } from '../build/power/prefilter.js';
import { repliesOf } from '../build/power/replay.js';
import { bindChecks } from '../build/runner/plan.js';
import { readContract } from '../build/specs/compiled.js';
import { SUITES } from '../build/suites/index.js';

const { values } = parseArgs({
  options: {
    provider: { type: 'string', default: 'aws-ec2' },
    against: { type: 'string' },
    conversations: { type: 'string', default: '12' },
    topic: { type: 'string' },
  },
});
const write = (text) => process.stdout.write(`${text}\n`);
const sha = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);

const contract = await readContract(values.provider);
const keys = new KeyTable();
const making = { contract, keys };
const ofTopic = ({ topic }) => values.topic === undefined || topic === values.topic;
const mutants = catalogueOf(values.provider).mutants.filter(ofTopic);
const checks = bindChecks(contract, SUITES);
const conversations = await recordConversations({ ...making, checks, seed: 1 }, () => true);

/** The conversation of the named requirement, and some others that reach what the fault replaces; always the same. */
function chosenFor(mutant) {
  const replaced = replacedBy(mutant);
  const reaching = conversations.filter(({ reached }) => replaced.some((name) => reached.has(name)));
  const named = reaching.filter(({ who }) => who === mutant.mustBeKilledBy);
  const others = reaching.filter(({ who }) => who !== mutant.mustBeKilledBy);
  const rank = ({ who }) => sha(`${mutant.id} ${who}`);
  return [...named, ...others.sort((a, b) => rank(a).localeCompare(rank(b)))].slice(
    0,
    Number(values.conversations),
  );
}

async function answersOf(mutant, chosen) {
  const answers = [];
  for (const { said } of chosen) answers.push(await repliesOf(mutant, said, making));
  return answers.flat().map((reply) => (reply === undefined ? 'none' : textOf(reply)));
}

const textOf = ({ status, headers, body }) =>
  `${status} ${JSON.stringify(headers)} ${body.toString('latin1')}`;

if (values.against === undefined) {
  for (const mutant of mutants) {
    const digest = sha((await answersOf(mutant, chosenFor(mutant))).join('\n'));
    write([mutant.id, mutant.summary, mutant.mustBeKilledBy, digest].join('\t'));
  }
} else {
  const index = pathToFileURL(resolve(values.against, 'power/mutants/index.js'));
  const others = new Map(
    (await import(index))
      .catalogueOf(values.provider)
      .mutants.filter(ofTopic)
      .map((one) => [one.id, one]),
  );
  let differences = 0;
  const differ = (id, what) => {
    differences += 1;
    write(`${id}: ${what}`);
  };
  const unsteady = [];
  let compared = 0;
  for (const mutant of mutants) {
    const other = others.get(mutant.id);
    others.delete(mutant.id);
    if (other === undefined) {
      differ(mutant.id, 'is new');
      continue;
    }
    for (const member of ['summary', 'mustBeKilledBy', 'source', 'client'])
      if (mutant[member] !== other[member])
        differ(mutant.id, `${member} '${other[member]}' is '${mutant[member]}'`);
    if (replacedBy(mutant).toSorted().join() !== replacedBy(other).toSorted().join())
      differ(mutant.id, `replaced ${replacedBy(other)}, replaces ${replacedBy(mutant)}`);
    const chosen = chosenFor(other);
    const here = await answersOf(mutant, chosen);
    const there = await answersOf(other, chosen);
    compared += here.length;
    // A fault that draws by chance, or waits, answers differently each time.
    if ((await answersOf(other, chosen)).join('\n') !== there.join('\n')) {
      unsteady.push(mutant.id);
      continue;
    }
    const at = here.findIndex((answer, place) => answer !== there[place]);
    if (at >= 0)
      differ(mutant.id, `answer ${at + 1} of ${here.length}\n  was ${there[at]}\n  is  ${here[at]}`);
  }
  for (const id of others.keys()) differ(id, 'is gone');
  write(
    `${mutants.length} mutants of ${values.provider}, ${compared} answers compared, ${differences} differences`,
  );
  if (unsteady.length > 0)
    write(`not compared, because they answer differently each time: ${unsteady.join(', ')}`);
  process.exitCode = differences === 0 ? 0 : 1;
}
