/** The run as a note in Markdown: finding, figure, link, the lanes in numbers, and what the scenario is about. For a design document or an issue. */
import { laneNames } from '../stage/sentence.ts';
import { instant, textOf } from '../story/words.ts';
import { rows } from '../tableRows.ts';
import type { Subject } from './subject.ts';

/** What would be read as markup, or break a row of a table, is said to be text. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&').replace(/\s+/g, ' ');

/** An address within ( ). */
const address = (link: string): string =>
  link.replace(/[()<>\s\\]/g, (each) => `%${each.charCodeAt(0).toString(16).padStart(2, '0')}`);

function table({ lanes, now, player, playhead }: Subject): string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['at the playhead', ...lanes.map((lane) => laneNames[lane])]),
    row(['---', ...lanes.map(() => '---:')]),
    ...rows.map(({ label, of }) => row([label, ...lanes.map((lane) => of(now[lane], player.series[lane], playhead))])),
  ];
}

/** `figure` is the name of the SVG file that lies beside the note. */
export function noteOf(subject: Subject, figure: string): string {
  const { scenario, title, summary, headline, underline, captions, lanes, playhead, receipt, link } = subject;
  const finding = plain(textOf(headline));
  return [
    `## ${finding}`,
    '',
    plain(underline),
    '',
    `[![${finding}](${address(figure)})](${address(link)})`,
    '',
    `[This very moment, live](${address(link)})`,
    '',
    ...lanes.map((lane) => `- **${plain(textOf(captions[lane].heading))}.** ${plain(textOf(captions[lane].body))}`),
    '',
    ...table(subject),
    '',
    `Scenario “${plain(title)}”, ${instant(playhead, 3)} of ${instant(scenario.until)}. ${plain(summary)}`,
    '',
    `Seed ${scenario.seed} · receipt \`${receipt}\`: the same link gives the same receipt on every machine.`,
    '',
  ].join('\n');
}
