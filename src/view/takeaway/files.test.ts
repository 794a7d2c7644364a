import { expect, test } from 'vitest';
import { SECOND } from '../../model/time.ts';
import { rows } from '../tableRows.ts';
import { htmlOf } from './htmlFile.ts';
import { wrapped } from './lettering.ts';
import { noteOf } from './note.ts';
import { roughly, subjectAt } from './subject.test-support.ts';

test('the note has the finding, the figure, the link, the receipt and every row of the table', () => {
  const subject = subjectAt(5 * SECOND);
  const note = noteOf(subject, 'figure.svg');
  expect(note).toMatch(/^## .{20,}\n/);
  expect(note).toContain('](figure.svg)](https://lab.example/#v=1)');
  expect(note).toContain('receipt `2-story`');
  for (const { label, of } of rows) {
    const cells = subject.lanes.map((lane) => of(subject.now[lane], subject.player.series[lane], subject.playhead));
    expect(note).toContain(`| ${label} | ${cells.join(' | ')} |\n`);
  }
});

test('nothing that a scenario is called becomes markup in the note', () => {
  const note = noteOf(
    { ...subjectAt(SECOND), title: '](javascript:x) <img>\n# | `', link: 'https://x/#a(b) c' },
    'f.svg',
  );
  expect(note).toContain('“\\](javascript:x) \\<img\\> \\# \\| \\`”');
  expect(note).toContain('(https://x/#a%28b%29%20c)');
});

test('the file goes to its run unless its address names another, and its link can end no script', () => {
  const html = htmlOf('<html><head><title>x</title></head></html>', 'https://x/#a=</script>&t=1s');
  const [, script] = /<head>\s*<script>(.*?)<\/script>\n?<title>/s.exec(html.replace(/\s+</g, '<'))!;
  const went: string[] = [];
  const open = (hash: string) => new Function('location', script!)({ hash, replace: (to: string) => went.push(to) });
  open('');
  open('#');
  open('#v=1');
  expect(went).toEqual(['#a=</script>&t=1s', '#a=</script>&t=1s']);
});

test('words are wrapped at spaces and keep their looks', () => {
  const run = (text: string, weight = 400) => ({
    text,
    size: 10,
    weight,
    family: 'serif' as const,
    ink: 'ink' as const,
  });
  const rows = wrapped([run('one two '), run('three', 700), run(', four')], 45, roughly);
  expect(rows.map((row) => row.map(({ text, weight }) => [text, weight]))).toEqual([
    [['one two', 400]],
    [
      ['three', 700],
      [',', 400],
    ],
    [['four', 400]],
  ]);
});
