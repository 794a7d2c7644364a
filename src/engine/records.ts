/**
 * Records as V8 likes them. A lane looks at hundreds of fields for a message, and V8 asks what stands in one before it uses it,
 * unless it has seen only one kind of thing there since the first such record was made. So what holds columns and records is a class
 * (in a literal a field begins as a small integer, whatever is put into it), and what will be a time or a share begins as a double.
 */
export function inDoubles<Made extends object>(record: Made, fields: readonly (keyof Made & string)[]): Made {
  const numbers = record as Record<string, number>;
  for (const field of fields) {
    const value = numbers[field];
    numbers[field] = Number.NaN;
    numbers[field] = value;
  }
  return record;
}
