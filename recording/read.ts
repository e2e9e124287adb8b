import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { firstError } from '../reports/schema.ts';
import { parseStrict } from '../reports/strict-json.ts';
import { packageFile } from '../specs/folders.ts';
import { UsageError } from '../targets/usage-error.ts';
import type {
  Bundle,
  BundleExchange,
  BundleHeader,
  BundleLine,
  BundleManifest,
  BundleReading,
  BundleResult,
} from './bundle.ts';

/** Bytes of a file, and of what it unpacks to: several times a whole recording. Bundles come from strangers. */
const MOST_BYTES = 50_000_000;
const MOST_UNPACKED = 100_000_000;

/**
 * Reads a bundle and proves that it is whole: every line fits the schema, the counts and the digest are those of its
 * manifest, and every exchange that a result names is there.
 * @throws UsageError naming file and line of what is wrong
 */
export function readBundle(path: string): Bundle {
  return bundleFrom(unpacked(path), path);
}

/**
 * The bundle in a text.
 * @throws UsageError as `readBundle`
 */
export function bundleFrom(text: string, path: string): Bundle {
  const refuse = (line: number, what: string): UsageError =>
    new UsageError(`${path}:${line}: ${what}; give a file that 'record' wrote, unchanged`);
  if (text === '') throw refuse(1, 'is empty');
  if (!text.endsWith('\n')) throw refuse(text.split('\n').length, 'the last line is cut off');
  const texts = text.slice(0, -1).split('\n');
  const validate = validator();
  const hash = createHash('sha256');
  const lines = texts.map((one, index): BundleLine => {
    let line: unknown;
    try {
      line = parseStrict(one);
    } catch (error) {
      throw refuse(index + 1, `is not JSON (${error instanceof Error ? error.message : String(error)})`);
    }
    if (!validate(line))
      throw refuse(index + 1, `does not fit the form of a bundle (${firstError(validate.errors)})`);
    if (index < texts.length - 1) hash.update(`${one}\n`);
    return line as BundleLine;
  });
  const [header, ...rest] = lines;
  const manifest = rest.pop();
  if (header?.type !== 'bundle') throw refuse(1, `begins with '${header?.type ?? ''}' instead of 'bundle'`);
  if (manifest?.type !== 'manifest') throw refuse(texts.length, 'ends without a manifest: lines are missing');
  const odd = rest.findIndex(({ type }) => type === 'bundle' || type === 'manifest');
  if (odd !== -1) throw refuse(odd + 2, `'${rest[odd]?.type ?? ''}' stands in the middle`);
  const bundle = sorted(header, rest, manifest);
  const wrong = contradictionIn(bundle, hash.digest('hex'));
  if (wrong !== undefined) throw refuse(texts.length, wrong);
  return bundle;
}

function sorted(header: BundleHeader, lines: readonly BundleLine[], manifest: BundleManifest): Bundle {
  return {
    header,
    exchanges: lines.filter((line): line is BundleExchange => line.type === 'exchange'),
    results: lines.filter((line): line is BundleResult => line.type === 'result'),
    readings: lines.filter((line): line is BundleReading => line.type === 'reading'),
    manifest,
  };
}

function contradictionIn(
  { exchanges, results, readings, manifest }: Bundle,
  sha256: string,
): string | undefined {
  const counts = { exchanges: exchanges.length, results: results.length, readings: readings.length };
  for (const [what, count] of Object.entries(counts)) {
    const stated = manifest[what as keyof typeof counts];
    if (stated !== count) return `the manifest says ${stated} ${what}, there are ${count}`;
  }
  if (manifest.sha256 !== sha256)
    return `the digest of the lines is ${sha256}, the manifest says ${manifest.sha256}`;
  const places = new Set(exchanges.map((one) => `${keyOf(one)} ${one.number}`));
  for (const result of results) {
    const missing = result.findings
      .flatMap((finding) => finding.exchanges)
      .find((number) => !places.has(`${keyOf(result)} ${number}`));
    if (missing !== undefined) return `exchange ${missing} of ${result.requirement} is named and missing`;
  }
  return undefined;
}

/** What tells one look at a requirement from all others. */
export function keyOf(line: Pick<BundleResult, 'requirement' | 'client' | 'attempt'>): string {
  return `${line.requirement} ${line.client} ${line.attempt}`;
}

let compiled: ValidateFunction | undefined;

function validator(): ValidateFunction {
  const schema = readFileSync(packageFile('recording/schemas/evidence.schema.json'), 'utf8');
  compiled ??= new Ajv2020({ strict: true, allowUnionTypes: true, discriminator: true }).compile(
    JSON.parse(schema) as object,
  );
  return compiled;
}

function unpacked(path: string): string {
  const failed = (reason: string): UsageError =>
    new UsageError(`cannot read ${path} (${reason}); give a file that 'record' wrote`);
  let bytes: Buffer;
  try {
    if (statSync(path).size > MOST_BYTES) throw new Error(`larger than ${MOST_BYTES} bytes`);
    bytes = readFileSync(path);
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  }
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return (packed ? gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED }) : bytes).toString('utf8');
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  }
}
