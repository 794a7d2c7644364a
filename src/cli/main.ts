#!/usr/bin/env node
/** The entry in Node: lends the command line its streams, files and clock, and leaves with its exit code. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { runCommand } from './command.ts';

// `push-pull-lab journal hook | head` closes the pipe early, and that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (text) =>
    new Promise((resolve) => {
      process.stdout.write(text, () => resolve());
    }),
  say: (line) => process.stderr.write(`push-pull-lab: ${line}\n`),
  read: (path) => readFile(path, 'utf8'),
  nowMs: () => performance.now(),
});
