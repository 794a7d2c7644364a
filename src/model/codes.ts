/** The number of each name, by its place in a list: how columns and series name things. */
export const codesOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name, code) => [name, code])) as Record<Name, number>;
