import { type Catalogue, quoted } from './kind.ts';

export interface KeyFindings {
  /** A fingerprint that is not the one of the key. */
  'wrong-fingerprint': {
    readonly expected: string;
    /** The rule, or where the expected value was recorded, in words. */
    readonly by: string;
    readonly observed: string | undefined;
    /** What the target hashed: an identifier of the catalogue of digests, and in words. */
    readonly diagnosis: string;
    readonly story: string;
  };
  'unreadable-private-key': { readonly expected: string; readonly reason: string };
  /** The returned private key does not belong to the described public key. */
  'foreign-private-key': { readonly reason: string };
  'private-key-shown': { readonly trace: string };
  /** A describe shows another key than the one that was imported. */
  'wrong-key': {
    readonly detail: string;
    readonly expected: string;
    readonly observed: string;
    readonly reason?: string;
  };
  /** Nothing that a describe shows tells that it is the key that was imported. */
  'unproven-key': {
    readonly detail: string;
    readonly publicKey: string;
    readonly fingerprint: string | undefined;
    readonly observed: string | undefined;
  };
}

export const KEYS: Catalogue<KeyFindings> = {
  'wrong-fingerprint': {
    harm: 'value',
    stable: ({ diagnosis }) => ({ diagnosis }),
    render: ({ expected, by, observed, story, diagnosis }, { call }) => ({
      summary:
        observed === undefined
          ? `${call} returns no fingerprint`
          : `${call} returns the wrong fingerprint: ${diagnosis === 'unknown' ? 'no digest of the key' : story}`,
      expected: `${expected} (${by})`,
      observed: observed ?? 'no fingerprint',
      hints: diagnosis === 'unknown' ? [story] : [],
    }),
    title: ({ observed, story, diagnosis }) => {
      if (observed === undefined) return 'No fingerprint';
      return `Wrong fingerprint: ${diagnosis === 'unknown' ? 'no digest of the key' : story}`;
    },
  },
  'unreadable-private-key': {
    harm: 'effect',
    stable: () => ({}),
    render: ({ expected, reason }, { call }) => ({
      summary: `${call} returns no readable private key`,
      expected,
      observed: reason,
    }),
  },
  'foreign-private-key': {
    harm: 'effect',
    stable: () => ({}),
    render: ({ reason }) => ({
      summary: 'the returned private key does not belong to the described public key',
      expected: 'a signature by the private key that the public key verifies',
      observed: reason,
    }),
  },
  'private-key-shown': {
    harm: 'effect',
    stable: () => ({}),
    render: ({ trace }, { call }) => ({
      summary: `${call} returns a private key, which only its creation may return`,
      expected: 'no private key',
      observed: `the response holds private key material (${trace})`,
    }),
  },
  'wrong-key': {
    harm: 'effect',
    stable: ({ reason }) => ({ readable: reason === undefined }),
    render: ({ detail, expected, observed, reason }, { call }) => ({
      summary: `${call} returns another key than the one that was imported ${detail}`.trimEnd(),
      expected,
      observed: quoted(observed),
      hints: reason === undefined ? [] : [`the public key cannot be read: ${reason}`],
    }),
    title: ({ reason }, { call }) =>
      reason === undefined
        ? `${call} returns another key than the one that was imported`
        : `${call} returns an unreadable public key`,
  },
  'unproven-key': {
    harm: 'value',
    stable: ({ observed }) => ({ absent: observed === undefined }),
    render: ({ detail, publicKey, fingerprint, observed }, { call }) => ({
      summary: `${call} shows no sign of the key that was imported ${detail}`.trimEnd(),
      expected: `the public key ${publicKey}${fingerprint === undefined ? '' : `, or the fingerprint ${fingerprint}`}`,
      observed: `no public key, and ${observed === undefined ? 'no fingerprint' : `the fingerprint ${observed}`}`,
    }),
    title: (_, { call }) => `${call} shows no sign of the key that was imported`,
  },
};
