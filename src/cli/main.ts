#!/usr/bin/env node
/** The entry in Node: lends the command line its streams, files and clock, and leaves with its exit code. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { runCommand } from './command.ts';
import { writerTo } from './output.ts';

// Whoever closes stderr wants to hear nothing more, which changes no exit code.
process.stderr.on('error', () => {});

process.exitCode = await runCommand(process.argv.slice(2), {
  out: writerTo(process.stdout),
  say: (line) => process.stderr.write(`push-pull-lab: ${line}\n`),
  read: (path) => readFile(path, 'utf8'),
  nowMs: () => performance.now(),
});
