import { bytesOver, type FingerprintKey, OVERS, type Over } from './hashed-bytes.ts';
import {
  DIGEST_NAMES,
  DIGESTS,
  type Digest,
  digestOf,
  RENDERINGS,
  type Rendering,
  render,
} from './rendering.ts';

/** What else a wrong fingerprint may have been taken from. */
export type DiagnosisClues = {
  /** Other keys of the run; `label` names each in the sentence, e.g. "the key created before". */
  otherKeys?: readonly (FingerprintKey & { label: string })[];
  /** Values printed in documents; `label` names the place, e.g. "the sample of the API reference". */
  samples?: readonly { value: string; label: string }[];
};

/** What a wrong fingerprint is: an identifier that stays the same when the words change, and the words. */
export interface Diagnosis {
  /** E.g. `sha1/pkcs8-der/hex-colons`. */
  readonly id: string;
  /** One clause. */
  readonly story: string;
}

/** A value that some implementation may print, and how it comes about. */
type Candidate = { bytes: Buffer } & Diagnosis;

/** Characters; a shorter part, with a prefix in front, holds too little of a digest to be no accident. */
const SHORTEST_PART = 16;

const OVER_NAMES = Object.keys(OVERS) as Over[];
const RENDERING_NAMES = Object.keys(RENDERINGS) as Rendering[];

/**
 * Says in one clause what a target hashed, for a fingerprint that is not the right one, e.g. "MD5 over the SSH
 * wire blob, hexadecimal with colons". Every digest over every known form of the key in every rendering is
 * compared, also taken twice, cut off, or of another key; then values that are no digest at all.
 *
 * @returns undefined when nothing matches; `describeFormat` still has something to say then
 */
export function diagnoseFingerprint(
  observed: string,
  key: FingerprintKey,
  clues: DiagnosisClues = {},
): Diagnosis | undefined {
  const bare = observed.trim();
  if (bare !== observed && bare !== '') {
    const inner = diagnoseFingerprint(bare, key, clues);
    return inner && { id: `${inner.id}/space`, story: `${inner.story}, with white space around it` };
  }
  const own = explain(observed, key) ?? fixedValue(observed, clues) ?? undigested(observed, key);
  if (own !== undefined) return own;
  for (const other of clues.otherKeys ?? []) {
    const foreign = explain(observed, other);
    if (foreign !== undefined)
      return { id: `${foreign.id}/other-key`, story: `${foreign.story}, of another key (${other.label})` };
  }
  return undefined;
}

/** The plain digests come first: a double or a cut-off one is the less likely story. */
function explain(observed: string, key: FingerprintKey): Diagnosis | undefined {
  const once = candidates(key);
  return whole(observed, once) ?? cutOff(observed, once) ?? whole(observed, once.flatMap(digestedAgain));
}

function candidates(key: FingerprintKey): Candidate[] {
  return OVER_NAMES.flatMap((over) => {
    const bytes = bytesOver(over, key);
    if (bytes === undefined) return [];
    return DIGESTS.map((digest) => ({
      bytes: digestOf(digest, bytes),
      id: `${digest}/${over}`,
      story: `${DIGEST_NAMES[digest]} over ${OVERS[over]}`,
    }));
  });
}

/** A digest of a digest, or of its hexadecimal text: both happen when a helper already hashes. */
function digestedAgain({ bytes, id, story }: Candidate): Candidate[] {
  const again = (digest: Digest, input: string | Buffer, form: string): Candidate => ({
    bytes: digestOf(digest, input),
    id: `${digest}/${form.replaceAll(' ', '-')}/${id}`,
    story: `${DIGEST_NAMES[digest]} over the ${form} of ${story}`,
  });
  return DIGESTS.flatMap((digest) => [
    again(digest, bytes, 'bytes'),
    again(digest, render('hex', bytes), 'hexadecimal text'),
    again(digest, render('hex-colons', bytes), 'colon-separated text'),
  ]);
}

function whole(observed: string, all: readonly Candidate[]): Diagnosis | undefined {
  for (const rendering of RENDERING_NAMES) {
    const match = all.find(({ bytes }) => render(rendering, bytes) === observed);
    if (match !== undefined)
      return { id: `${match.id}/${rendering}`, story: `${match.story}, ${RENDERINGS[rendering]}` };
  }
  return undefined;
}

function cutOff(observed: string, all: readonly Candidate[]): Diagnosis | undefined {
  if (observed.length < SHORTEST_PART) return undefined;
  for (const rendering of RENDERING_NAMES) {
    const match = all.find(({ bytes }) => render(rendering, bytes).startsWith(observed));
    if (match !== undefined) {
      const story = `${match.story}, ${RENDERINGS[rendering]}, cut off after ${observed.length} characters`;
      return { id: `${match.id}/${rendering}/cut`, story };
    }
  }
  return undefined;
}

function fixedValue(observed: string, { samples = [] }: DiagnosisClues): Diagnosis | undefined {
  const sample = samples.find(({ value }) => value.toLowerCase() === observed.toLowerCase());
  if (sample !== undefined)
    return { id: 'sample', story: `no digest of this key but a fixed value copied from ${sample.label}` };
  if (/^(?:[A-Z]+\d+:)?(?:0[0:]*|A{16,}=*)$/u.test(observed))
    return { id: 'zeros', story: 'no digest: all bytes are zero' };
  return undefined;
}

/** Bytes that were rendered without any digest, e.g. the bare wire blob in base64. */
function undigested(observed: string, key: FingerprintKey): Diagnosis | undefined {
  if (observed === '') return undefined;
  for (const over of OVER_NAMES) {
    const bytes = bytesOver(over, key);
    if (bytes === undefined || over === 'nothing') continue;
    if (observed === bytes) return { id: `none/${over}`, story: `no digest: ${OVERS[over]} itself` };
    const rendering = RENDERING_NAMES.find((name) => render(name, Buffer.from(bytes)) === observed);
    if (rendering !== undefined)
      return {
        id: `none/${over}/${rendering}`,
        story: `no digest: ${OVERS[over]}, ${RENDERINGS[rendering]}`,
      };
  }
  return undefined;
}
