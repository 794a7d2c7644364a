/** What a person asked for that can't be done, said so that they can put it right: the exit code is 2. */
export class BadInput extends Error {}
