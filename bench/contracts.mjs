import { readFile } from 'node:fs/promises';

// Compares two compiled contracts and prints every difference: `node bench/contracts.mjs BEFORE.json AFTER.json`.
// The order of requirements, the order of keys and the lines in the files do not count; every other byte does.
// Exit 1 when they differ. A change that only moves or shortens YAML must print nothing but "equal".

const [before, after] = await Promise.all(process.argv.slice(2, 4).map(read));
if (before === undefined || after === undefined) {
  console.error('usage: node bench/contracts.mjs BEFORE.contract.json AFTER.contract.json');
  process.exit(2);
}
const differences = [...before.keys(), ...after.keys()]
  .filter((key, index, keys) => keys.indexOf(key) === index && before.get(key) !== after.get(key))
  .sort();
for (const key of differences) {
  console.log(`${key}\n  - ${before.get(key) ?? '(absent)'}\n  + ${after.get(key) ?? '(absent)'}`);
}
console.log(differences.length === 0 ? 'equal' : `${differences.length} differences`);
process.exitCode = differences.length === 0 ? 0 : 1;

/** A contract as one text for each part and for each field of each requirement. */
async function read(path) {
  const { requirements, ...rest } = JSON.parse(await readFile(path, 'utf8'), (key, value) =>
    key === 'location' && typeof value?.line === 'number' ? undefined : value,
  );
  const parts = Object.entries(rest).map(([part, value]) => [part, canonical(value)]);
  const fields = requirements.flatMap((requirement) =>
    Object.entries(requirement).map(([field, value]) => [`${requirement.id} ${field}`, canonical(value)]),
  );
  return new Map([...parts, ...fields]);
}

/** JSON with the keys of every object in order. */
function canonical(value) {
  return JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
