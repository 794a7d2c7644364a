/** Nobody reads stdout any more: `push-pull-lab journal hook | head` closes the pipe early, and that is no error. */
export class ReaderGone extends Error {}

/** What a command may do to the world around it; the entry lends it Node's, a test its own. */
export interface Terminal {
  /** Writes to stdout; resolves when more may follow. Rejects with ReaderGone or BadInput if nothing can be written. */
  out(text: string): Promise<void> | void;
  /** Writes one line to stderr. */
  say(line: string): void;
  /** The text of a file; rejects if there is none. */
  read(path: string): Promise<string>;
  /** Wall time, for progress only. */
  nowMs(): number;
}
