/** What a command may do to the world around it; the entry lends it Node's, a test its own. */
export interface Terminal {
  /** Writes to stdout; resolves when more may follow. */
  out(text: string): Promise<void> | void;
  /** Writes one line to stderr. */
  say(line: string): void;
  /** The text of a file; rejects if there is none. */
  read(path: string): Promise<string>;
  /** Wall time, for progress only. */
  nowMs(): number;
}
