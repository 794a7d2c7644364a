/** A terminal that remembers what was written and whose wall time goes on by itself. */
import { runCommand } from './command.ts';

interface Surroundings {
  files?: Record<string, string>;
  /** Wall time that passes between two looks at the clock. */
  tickMs?: number;
}

/** Runs a command as the shell would; words are separated by spaces, or given one by one. */
export async function shell(words: string | string[], { files = {}, tickMs = 0 }: Surroundings = {}) {
  let stdout = '';
  const stderr: string[] = [];
  let nowMs = 0;
  const code = await runCommand(typeof words === 'string' ? words.split(' ') : words, {
    out: (text) => {
      stdout += text;
    },
    say: (line) => {
      stderr.push(line);
    },
    read: async (path) => {
      const text = files[path];
      if (text === undefined) throw new Error(`no such file: ${path}`);
      return text;
    },
    nowMs: () => (nowMs += tickMs),
  });
  return { code, stdout, stderr };
}
