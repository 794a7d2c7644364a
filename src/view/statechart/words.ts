/** A machine's standing in words: who is looked at, in which states, and what it did last. */
import { cast, type Standing, type Statechart, type Subject } from '../../model/statechart.ts';
import { amount, instant, listed } from '../story/words.ts';
import { eventWords, guardWords, stateName } from './lines.ts';

/** “worker 3”, “message 30”; of a kind there is one of, its name. Places are counted from 1 for people, numbers are those of the journal. */
export function nameOne({ machine }: Subject, which: number): string {
  const { label, by } = cast[machine];
  return by === null ? label.toLowerCase() : `${label.toLowerCase()} ${by === 'place' ? which + 1 : which}`;
}

/** The states that are active and have none within them, each with those around it: “busy: calling”. */
function leaves(chart: Statechart, within: readonly number[]): { path: string; count: number }[] {
  const { states } = chart;
  return states.flatMap((_, state) => {
    const count = within[state]!;
    if (count === 0 || states.some(({ parent }) => parent === state)) return [];
    const names: string[] = [];
    for (let each = state; each > 0; each = states[each]!.parent) names.unshift(states[each]!.name);
    return [{ path: names.join(': '), count }];
  });
}

/** Whether a state is left by nothing: there things end, and are soon forgotten. */
export const isEnd = (chart: Statechart, state: number): boolean =>
  !chart.transitions.some(({ from }) => from === state) && !chart.states.some(({ parent }) => parent === state);

export function standingWords(subject: Subject, chart: Statechart, standing: Standing): string {
  const { which, machine } = subject;
  const { count, within, isOver } = standing;
  const name = which === null ? cast[machine].label : nameOne(subject, which);
  const begun = name.charAt(0).toUpperCase() + name.slice(1);
  const found = leaves(chart, within);
  if (which !== null || cast[machine].by === null) {
    if (found.length === 0) return `${begun} is not there.`;
    return `${begun} ${isOver ? 'ended in' : 'is in'} ${listed(found.map(({ path }) => path))}.`;
  }
  const going = leaves(
    chart,
    within.map((each, state) => (isEnd(chart, state) ? 0 : each)),
  );
  if (going.length === 0) return count === 0 ? 'There is none now.' : 'All have ended.';
  return `${listed(going.map((each) => `${amount(each.count)} in ${each.path}`))}.`;
}

/** What a transition is called: its event and, if it has one, its guard. */
export function transitionWords(chart: Statechart, transition: number): string {
  const guard = guardWords(chart, transition);
  return [eventWords(chart.transitions[transition]!), guard === 'else' ? '(else)' : guard].filter(Boolean).join(' ');
}

export function lastWords(subject: Subject, chart: Statechart, { last }: Standing): string {
  if (last === null) return 'No transition yet.';
  const whose = subject.which === null && cast[subject.machine].by !== null ? ` (${nameOne(subject, last.which)})` : '';
  return `Last: ${transitionWords(chart, last.transition)} at ${instant(last.at, 3)}${whose}.`;
}

/** All that is to be known of a transition, for who points at it. */
export function fullWords(chart: Statechart, transition: number, taken: number): string {
  const { from, to, actions } = chart.transitions[transition]!;
  const way =
    to === -1
      ? from === 0
        ? stateName(chart, from)
        : `stays in ${chart.states[from]!.name}`
      : to === from
        ? `enters ${chart.states[from]!.name} again`
        : `${chart.states[from]!.name} to ${chart.states[to]!.name}`;
  const does = actions.length === 0 ? 'no action' : `does ${actions.join(', ')}`;
  return `${transitionWords(chart, transition)}: ${way}, ${does}. Taken ${amount(taken)}×.`;
}

/** At most five characters. */
export const briefly = (count: number): string =>
  count < 10_000 ? amount(count) : count < 1e6 ? `${Math.round(count / 1_000)}k` : `${Math.round(count / 1e6)}M`;
