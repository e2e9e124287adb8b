import { spkiDer } from '../../../../targets/reference/keys/public-key.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { base64Of, hexOf } from './faults.ts';

/** Faults in the fingerprints that a describe shows and finds. */
export const FINGERPRINT_SHOWN: readonly Mutant[] = mutantsOf('fingerprint', {
  'describe-created-other': {
    summary: 'a describe shows another fingerprint of a created key than its create answered',
    mustBeKilledBy: 'fingerprint.create.described',
    fault: ({ fingerprints }) => ({
      fingerprints: {
        described: (ctx, pair) =>
          pair.origin === 'created'
            ? hexOf('md5', spkiDer(pair.publicKey))
            : fingerprints.described(ctx, pair),
      },
    }),
  },
  'describe-imported-other': {
    summary: 'a describe shows another fingerprint of an imported key than its import answered',
    mustBeKilledBy: 'fingerprint.import.described',
    fault: ({ fingerprints }) => ({
      fingerprints: {
        described: (ctx, pair) =>
          pair.origin === 'imported' ? base64Of(pair.fingerprint) : fingerprints.described(ctx, pair),
      },
    }),
  },
  'filter-created-blind': {
    summary: 'the fingerprint filter does not find created keys',
    mustBeKilledBy: 'fingerprint.create.filter',
    fault: ({ filters }) => ({
      filters: {
        field: (ctx, name, pair) =>
          name === 'fingerprint' && pair.origin === 'created' ? [] : filters.field(ctx, name, pair),
      },
    }),
  },
  'filter-imported-loose': {
    summary: 'the fingerprint filter compares only the first half',
    mustBeKilledBy: 'fingerprint.import.filter',
    fault: ({ filters }) => ({
      filters: {
        matcher: (ctx, name, pattern) =>
          name === 'fingerprint'
            ? (value) => value.slice(0, 20) === pattern.slice(0, 20)
            : filters.matcher(ctx, name, pattern),
      },
    }),
  },
  'filter-imported-ignored': {
    summary: 'the fingerprint filter is ignored',
    mustBeKilledBy: 'fingerprint.import.filter',
    fault: ({ filters }) => ({
      filters: {
        matcher: (ctx, name, pattern) =>
          name === 'fingerprint' ? () => true : filters.matcher(ctx, name, pattern),
      },
    }),
  },
});
