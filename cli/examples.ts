/** Options whose values a test replaces: the address of a server that is running. */
const TARGET = 'http://127.0.0.1:5000';

/**
 * Examples of each command, as its help prints them. A test runs them in this order in one directory, so that later ones
 * find what earlier ones wrote.
 */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  doctor: [`doctor ${TARGET}`],
  run: [
    `run ${TARGET}`,
    `run ${TARGET} --topic name,fingerprint --out report`,
    `run ${TARGET} --only 'duplicate.*' --seed 42`,
    `run ${TARGET} --region eu-central-1 --ledger key-pairs.ledger`,
    'run --reference --provider alibaba-ecs --topic paging',
  ],
  sweep: [`sweep ${TARGET} --ledger key-pairs.ledger`],
  list: ['list requirements --topic fingerprint', 'list topics'],
  explain: ['explain fingerprint.create.rsa-pem', "explain 'duplicate.*'"],
  conflicts: ['conflicts', 'conflicts --json'],
  vectors: ['vectors --out vectors.json'],
  serve: ['serve --port 5000'],
  report: ['report keypair-conformance-report'],
  replay: ['replay fingerprint.create.rsa-pem'],
  open: ['open fingerprint.create.rsa-pem'],
  baseline: [
    `run ${TARGET} --seed 42`,
    "baseline update conformance-baseline.yaml keypair-conformance-report --because 'see issue 12'",
    `run ${TARGET} --seed 42 --baseline conformance-baseline.yaml --attempts 3`,
    'baseline check conformance-baseline.yaml keypair-conformance-report',
    'baseline prune conformance-baseline.yaml keypair-conformance-report',
  ],
  gate: ['gate keypair-conformance-report --policy conformance-policy.yaml'],
  verify: ['verify keypair-conformance-report'],
  matrix: [
    `run ${TARGET} --name emulator --target-version 1.4.0 --out v1.4.0`,
    `run ${TARGET} --name emulator --target-version 1.5.0 --out v1.5.0`,
    'matrix v1.4.0 v1.5.0 --out matrix',
  ],
  site: ['site v1.4.0 v1.5.0 --out site'],
  diff: ['diff v1.4.0 v1.5.0'],
  merge: [
    `run ${TARGET} --seed 42 --shard 1/2 --out shard-1`,
    `run ${TARGET} --seed 42 --shard 2/2 --out shard-2`,
    'merge shard-1 shard-2 --out merged',
  ],
  record: [
    'record --policy',
    'record https://ec2.us-east-1.amazonaws.com --account 123456789012',
    'record https://ecs.cn-hangzhou.aliyuncs.com --account 1234567890123456 --unsettled',
    'record --verify evidence-aws-ec2-2026-11-30.ndjson.gz',
  ],
  evidence: ['evidence evidence-aws-ec2-2026-11-30.ndjson.gz --patch contract.patch'],
  drift: ['drift evidence-aws-ec2-2026-05-31.ndjson.gz evidence-aws-ec2-2026-11-30.ndjson.gz'],
  compare: [`compare ${TARGET} reference --histories 2`],
  soak: [`soak ${TARGET} --minutes 60`],
  init: [`init --endpoint ${TARGET} --workflow`, "init --command 'moto_server -p {port}' --workflow --force"],
  power: ["power --form targeted --mutant 'fingerprint/*' --sample 1"],
};

/** The part of the help of a command that shows its examples, each as it is typed. */
export function examplesOf(command: string): string {
  const lines = EXAMPLES[command]?.map((line) => `  npx keypair-conformance ${line}`) ?? [];
  return lines.length === 0 ? '' : `\nExamples:\n${lines.join('\n')}`;
}
