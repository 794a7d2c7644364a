/** The transitions of a chart as lines of text: those that stay in a state by state, those that lead to another by the pair of them. */
import type { ChartTransition, Statechart } from '../../model/statechart.ts';

export interface Line {
  transition: number;
  /** Empty where the line above is about the same event. */
  event: string;
  /** `[guard]`, or “else” where others come before it. */
  guard: string;
  /** It leaves the state and enters it again, so that its timers begin anew. */
  isAgain: boolean;
}

export interface Arrow {
  from: number;
  to: number;
  lines: Line[];
}

/** The machine itself goes by what its own transitions mean. */
export const stateName = ({ states }: Statechart, state: number): string =>
  state === 0 ? 'in any state' : states[state]!.name;

export const eventWords = ({ event, isDelay }: ChartTransition): string => (isDelay ? `after ${event}` : event);

/** “else” for what is taken if none of those before it for the same event is. */
export function guardWords({ transitions }: Statechart, transition: number): string {
  const { guard, from, event } = transitions[transition]!;
  if (guard !== null) return `[${guard}]`;
  const before = transitions[transition - 1];
  return before?.from === from && before.event === event ? 'else' : '';
}

function lineOf(chart: Statechart, transition: number, above: Line | undefined): Line {
  const { from, to, event, isDelay } = chart.transitions[transition]!;
  const before = above && chart.transitions[above.transition]!;
  const isSame = before?.event === event && before.isDelay === isDelay;
  return {
    transition,
    event: isSame ? '' : eventWords(chart.transitions[transition]!),
    guard: guardWords(chart, transition),
    isAgain: to === from,
  };
}

/** What happens within a state, as lines of its own. */
export function innerLines(chart: Statechart, state: number): Line[] {
  const lines: Line[] = [];
  for (const [transition, { from, to }] of chart.transitions.entries())
    if (from === state && (to === -1 || to === from)) lines.push(lineOf(chart, transition, lines.at(-1)));
  return lines;
}

/** One arrow for all transitions from one state to another. */
export function arrowsOf(chart: Statechart): Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const [transition, { from, to }] of chart.transitions.entries()) {
    if (to === -1 || to === from) continue;
    const arrow = arrows.get(`${from} ${to}`) ?? { from, to, lines: [] };
    arrow.lines.push(lineOf(chart, transition, arrow.lines.at(-1)));
    arrows.set(`${from} ${to}`, arrow);
  }
  return [...arrows.values()];
}
