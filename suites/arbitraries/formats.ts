import fc from 'fast-check';

/** How values of a `format` are made and broken. */
export interface Format {
  readonly arbitrary: fc.Arbitrary<string>;
  readonly boundaries: readonly string[];
  /** Texts that look like the format and are not. */
  readonly broken: readonly string[];
}

const FORMATS: { readonly [name: string]: Format } = {
  uuid: {
    arbitrary: fc.uuid(),
    boundaries: ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    broken: [
      '',
      '00000000-0000-0000-0000-00000000000',
      '00000000-0000-0000-0000-00000000000g',
      '0'.repeat(32),
    ],
  },
  'date-time': {
    arbitrary: fc
      .date({
        min: new Date('1970-01-01T00:00:00Z'),
        max: new Date('9999-12-31T23:59:59Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
    boundaries: ['1970-01-01T00:00:00Z', '2024-02-29T23:59:59.999Z'],
    broken: ['', '1970-01-01', '1970-01-01T00:00:00', '2023-02-29T00:00:00Z', '2024-01-01T24:00:00Z'],
  },
};

/** The format of that name. Throws an Error that names it when it is not known. */
export function formatNamed(name: string): Format {
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (format === undefined) {
    throw new Error(
      `format "${name}" is not known; known: ${Object.keys(FORMATS).join(', ')} (or write a pattern)`,
    );
  }
  return format;
}
