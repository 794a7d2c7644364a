/** Guesses which name was meant by one that does not exist. */

/** Letters to insert, leave out or replace until one word is the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}

const LETTERS_MAX = 2;

/** Null if none is so near that it may be meant. */
export function nearestName(word: string, names: readonly string[]): string | null {
  const near = names
    .filter((name) => Math.abs(name.length - word.length) <= LETTERS_MAX)
    .map((name) => ({ name, letters: distance(word, name) }))
    .sort((a, b) => a.letters - b.letters)[0];
  return near !== undefined && near.letters <= LETTERS_MAX && near.letters < word.length ? near.name : null;
}
