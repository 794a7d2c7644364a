/** A terminal that remembers what was written and whose wall time goes on by itself. */
import { runCommand } from './command.ts';

interface Surroundings {
  files?: Record<string, string>;
  /** Wall time that passes between two looks at the clock. */
  tickMs?: number;
  /** What every attempt to write to stdout rejects with. */
  broken?: Error;
}

/** Runs a command as the shell would; words are separated by spaces, or given one by one. */
export async function shell(words: string | string[], { files = {}, tickMs = 0, broken }: Surroundings = {}) {
  let stdout = '';
  const stderr: string[] = [];
  let nowMs = 0;
  const code = await runCommand(typeof words === 'string' ? words.split(' ') : words, {
    out: async (text) => {
      if (broken) throw broken;
      stdout += text;
    },
    say: (line) => {
      stderr.push(line);
    },
    read: async (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(`ENOENT: no such file: ${path}`), { code: 'ENOENT' });
      return text;
    },
    nowMs: () => (nowMs += tickMs),
  });
  return { code, stdout, stderr };
}
