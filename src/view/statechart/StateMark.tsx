/** A state: its outline and name, what happens within it, and whether it is the one. */
import type { Standing, Statechart } from '../../model/statechart.ts';
import type { Pointed } from './Figure.tsx';
import { type DrawnState, INDENT, LINE, TITLE } from './layout.ts';
import { stateName } from './lines.ts';
import { briefly, isEnd } from './words.ts';

interface Props {
  chart: Statechart;
  drawn: DrawnState;
  standing: Standing;
  isMany: boolean;
  onPoint: (pointed: Pointed) => void;
}

export function StateMark({ chart, drawn, standing, isMany, onPoint }: Props) {
  const { state, x, y, width, height, isFrame, lines } = drawn;
  const { parent, isInitial } = chart.states[state]!;
  const name = stateName(chart, state);
  const isRoot = parent === -1;
  const isRegion = chart.states[parent]?.isParallel ?? false;
  const count = isRoot || (isMany && isEnd(chart, state)) ? 0 : standing.within[state]!;
  const isLit = count > 0;
  return (
    <g
      className={`chart-state${isFrame ? ' frame' : ''}${isRegion ? ' region' : ''}`}
      data-lit={isLit}
      data-state={name}
      transform={`translate(${x} ${y})`}
      onPointerEnter={() => onPoint({ state })}
    >
      <rect width={width} height={height} rx={isRegion ? 0 : 4} />
      {isInitial && !isRegion && !isRoot && (
        <g className="initial">
          <circle cx={10} cy={-8} r={2.5} />
          <path d="M10 -8V0" />
        </g>
      )}
      {isLit && !isFrame && <circle className="lit" cx={9} cy={TITLE / 2} r={4} />}
      <text className="name" x={isFrame ? 8 : 18} y={TITLE / 2 + 4}>
        {name}
      </text>
      {isMany && isLit && (
        <text className="count" x={width - 6} y={TITLE / 2 + 4}>
          {briefly(count)}
        </text>
      )}
      {lines.map((line, i) => {
        const taken = standing.taken[line.transition]!;
        return (
          <g
            key={line.transition}
            className="chart-line"
            data-taken={taken > 0}
            data-last={standing.last?.transition === line.transition}
            transform={`translate(18 ${TITLE + i * LINE})`}
            onPointerEnter={() => onPoint({ transitions: [line.transition] })}
          >
            <rect className="reach" x={-14} width={width - 8} height={LINE} />
            {line.isAgain && <path className="again" d="M-5 7.6A3.2 3.2 0 1 1 -6 5.2M-6 2.8V5.4H-8.6" />}
            <text y={LINE - 4}>
              {line.event}
              <tspan dx={line.event === '' ? INDENT : 4} className="guard">
                {line.guard}
              </tspan>
            </text>
            <text className="count" x={width - 24} y={LINE - 4}>
              {briefly(taken)}
            </text>
          </g>
        );
      })}
    </g>
  );
}
