/** The transitions of a chart as a table, for those who read it and for screen readers. */
import type { Standing, Statechart } from '../../model/statechart.ts';
import { amount } from '../story/words.ts';
import { stateName } from './lines.ts';
import { transitionWords } from './words.ts';

export function TransitionTable({ chart, standing }: { chart: Statechart; standing: Standing }) {
  return (
    <table>
      <caption className="visually-hidden">
        Transitions of the {chart.name}, and how often each was taken so far
      </caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">Event, guard, actions</th>
          <th scope="col">To</th>
          <th scope="col">Taken</th>
        </tr>
      </thead>
      <tbody>
        {chart.transitions.map(({ from, to, actions }, transition) => (
          <tr key={transition} data-last={standing.last?.transition === transition}>
            <td>{stateName(chart, from)}</td>
            <td>
              {transitionWords(chart, transition)}
              {actions.length > 0 && <small>{actions.join(', ')}</small>}
            </td>
            <td>{to === -1 ? 'stays' : to === from ? 'again' : chart.states[to]!.name}</td>
            <td>{amount(standing.taken[transition]!)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
