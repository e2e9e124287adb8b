import { expect, it } from 'vitest';
import { widthOf } from './width.ts';

it.each([
  [{ columns: 132 }, { COLUMNS: '80' }, 132],
  [{}, { COLUMNS: '80' }, 80],
  [{}, {}, 100],
  [{}, { COLUMNS: 'wide' }, 100],
  [{ columns: 10 }, {}, 40],
])('the width of output on %j with %j is %i', (stream, environment, width) => {
  expect(widthOf(stream, environment)).toBe(width);
});
