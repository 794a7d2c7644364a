import { describe, expect, test } from 'vitest';
import { groups, parameterIds } from '../../model/parameters.ts';
import { sectionsOf } from './sections.ts';
import { rowOf } from './standing.ts';

describe.each(groups.map(({ id }) => id))('the rows of %s', (group) => {
  const rows = parameterIds.map(rowOf).filter((row) => row.group === group);
  const parts = sectionsOf(group, rows);

  test('stand under one heading each', () => {
    const placed = parts.flatMap((part) => part.rows.map(({ id }) => id));
    expect(placed.sort()).toEqual(rows.map(({ id }) => id).sort());
  });

  test('are at most a dozen or so under one heading', () => {
    for (const part of parts) expect(part.rows.length, String(part.label)).toBeLessThanOrEqual(15);
  });
});

test('of several headings the one with the longest prefix has the row', () => {
  const [work, limiter] = sectionsOf('consumer', [rowOf('consumer.concurrency'), rowOf('consumer.rateBurst')]);
  expect(work).toEqual({ label: 'Work', rows: [rowOf('consumer.concurrency')] });
  expect(limiter).toEqual({ label: 'Limiter', rows: [rowOf('consumer.rateBurst')] });
});

test('a row that is not shown leaves no empty heading', () => {
  expect(sectionsOf('consumer', [rowOf('shed.rule')]).map(({ label }) => label)).toEqual(['Shedding']);
});
