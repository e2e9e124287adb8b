import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, importing } from '../conditions.ts';
import { bytesOf, keeps, lets, limit, minimumKey } from './faults.ts';

/** Faults in how many labels there may be, and how long. */
export const TAGS_LIMITS: readonly Mutant[] = mutantsOf('tags', {
  'create-count-49': {
    summary: 'create takes 49 tags at the most',
    mustBeKilledBy: 'tags.create.count-50',
    fault: limit('maximumCount', creating, 49),
  },
  'create-count-51': {
    summary: 'create takes 51 tags',
    mustBeKilledBy: 'tags.create.count-51',
    fault: limit('maximumCount', creating, 51),
  },
  'create-count-none': {
    summary: 'create takes any number of tags',
    mustBeKilledBy: 'tags.create.count-51',
    fault: lets('tooMany', creating),
  },
  'import-count-10': {
    summary: 'import takes 10 tags at the most, as EC2 once did',
    mustBeKilledBy: 'tags.import.count-50',
    fault: limit('maximumCount', importing, 10),
  },
  'import-count-51': {
    summary: 'import takes 51 tags',
    mustBeKilledBy: 'tags.import.count-51',
    fault: limit('maximumCount', importing, 51),
  },
  'create-key-126': {
    summary: 'create takes keys of 126 characters at the most',
    mustBeKilledBy: 'tags.create.key-127',
    fault: limit('maximumKeyLength', creating, 126),
  },
  'create-key-cut': {
    summary: 'create cuts keys at 127 characters and accepts them',
    mustBeKilledBy: 'tags.create.key-128',
    fault: keeps(creating, (tags) => tags.map(({ key, value }) => ({ key: key.slice(0, 127), value }))),
  },
  'create-key-129': {
    summary: 'create takes keys of 129 characters',
    mustBeKilledBy: 'tags.create.key-129',
    fault: limit('maximumKeyLength', creating, 129),
  },
  'create-key-none': {
    summary: 'create takes keys of any length',
    mustBeKilledBy: 'tags.create.key-129',
    fault: lets('keyTooLong', creating),
  },
  'create-key-bytes': {
    summary: 'create counts the bytes of keys',
    mustBeKilledBy: 'tags.create.key-127-unicode',
    fault: bytesOf('key', creating),
  },
  'create-key-minimum-2': {
    summary: 'create refuses keys of one character',
    mustBeKilledBy: 'tags.create.key-1',
    fault: minimumKey(creating),
  },
  'import-key-126': {
    summary: 'import takes keys of 126 characters at the most',
    mustBeKilledBy: 'tags.import.key-127',
    fault: limit('maximumKeyLength', importing, 126),
  },
  'import-key-cut': {
    summary: 'import cuts keys at 127 characters and accepts them',
    mustBeKilledBy: 'tags.import.key-128',
    fault: keeps(importing, (tags) => tags.map(({ key, value }) => ({ key: key.slice(0, 127), value }))),
  },
  'import-key-129': {
    summary: 'import takes keys of 129 characters',
    mustBeKilledBy: 'tags.import.key-129',
    fault: limit('maximumKeyLength', importing, 129),
  },
  'import-key-bytes': {
    summary: 'import counts the bytes of keys',
    mustBeKilledBy: 'tags.import.key-127-unicode',
    fault: bytesOf('key', importing),
  },
  'import-key-minimum-2': {
    summary: 'import refuses keys of one character',
    mustBeKilledBy: 'tags.import.key-1',
    fault: minimumKey(importing),
  },
  'create-value-254': {
    summary: 'create takes values of 254 characters at the most',
    mustBeKilledBy: 'tags.create.value-255',
    fault: limit('maximumValueLength', creating, 254),
  },
  'create-value-255': {
    summary: 'create takes values of 255 characters at the most',
    mustBeKilledBy: 'tags.create.value-256',
    fault: limit('maximumValueLength', creating, 255),
  },
  'create-value-257': {
    summary: 'create takes values of 257 characters',
    mustBeKilledBy: 'tags.create.value-257',
    fault: limit('maximumValueLength', creating, 257),
  },
  'create-value-bytes': {
    summary: 'create counts the bytes of values',
    mustBeKilledBy: 'tags.create.value-256-unicode',
    fault: bytesOf('value', creating),
  },
  'create-value-cut': {
    summary: 'create cuts values at 256 characters and accepts them',
    mustBeKilledBy: 'tags.create.value-257',
    fault: (correct) => ({
      tags: {
        ...lets('valueTooLong', creating)(correct).tags,
        ...keeps(creating, (tags) => tags.map(({ key, value }) => ({ key, value: value.slice(0, 256) })))(
          correct,
        ).tags,
      },
    }),
  },
  'import-value-254': {
    summary: 'import takes values of 254 characters at the most',
    mustBeKilledBy: 'tags.import.value-255',
    fault: limit('maximumValueLength', importing, 254),
  },
  'import-value-255': {
    summary: 'import takes values of 255 characters at the most',
    mustBeKilledBy: 'tags.import.value-256',
    fault: limit('maximumValueLength', importing, 255),
  },
  'import-value-none': {
    summary: 'import takes values of any length',
    mustBeKilledBy: 'tags.import.value-257',
    fault: lets('valueTooLong', importing),
  },
  'import-value-bytes': {
    summary: 'import counts the bytes of values',
    mustBeKilledBy: 'tags.import.value-256-unicode',
    fault: bytesOf('value', importing),
  },
});
