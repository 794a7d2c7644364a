import { describe, expect, test } from 'vitest';
import { allows, nearest } from './knobs.ts';
import { laneIds } from './lanes.ts';
import { groups, parameterIds, parameters, type Row } from './parameters.ts';

const rows = parameterIds.map((id): [string, Row] => [id, parameters[id]]);

describe.each(rows)('%s', (id, row) => {
  test('is a well-formed row', () => {
    expect(row.id).toBe(id);
    expect(groups.map((group) => group.id)).toContain(row.group);
    expect(row.label).toMatch(/^[A-Z][^.]{0,20}$/);
    expect(row.help).toMatch(/^[A-Z].*\.$/);
  });

  test('allows its initial values and the ends of its range', () => {
    const values = [row.initial, ...Object.values(row.initialIn), ...('min' in row ? [row.min, row.max] : [])];
    for (const value of values) expect(allows(row, value)).toBe(true);
  });

  test('makes something allowed of anything', () => {
    for (const value of [Number.NaN, -1, 0, 1.5, 1e300, Number.POSITIVE_INFINITY, 'x', true, null, {}]) {
      expect(allows(row, nearest(row, value))).toBe(true);
    }
  });

  test('differs by lane only where it may', () => {
    if (row.lanes === 'shared') expect(row.initialIn).toEqual({});
    else expect(laneIds).toEqual(expect.arrayContaining([...row.lanes, ...Object.keys(row.initialIn)]));
  });
});

test('rows of one group stand together, in the order of the groups', () => {
  const order = rows.map(([, row]) => groups.findIndex((group) => group.id === row.group));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});
