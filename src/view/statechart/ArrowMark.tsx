/** All transitions from one state to another: a line with a head, as thick as they were frequent, and what they are called. */
import type { Standing } from '../../model/statechart.ts';
import type { Pointed } from './Figure.tsx';
import { type DrawnArrow, LINE, type Point } from './layout.ts';
import { briefly } from './words.ts';

interface Props {
  drawn: DrawnArrow;
  standing: Standing;
  isBrief: boolean;
  onPoint: (pointed: Pointed) => void;
}

const HEAD = 6;

/** Straight pieces with rounded corners. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1)!;
  let path = `M${first!.x} ${first!.y}`;
  for (let i = 0; i < rest.length - 1; i++) {
    const [corner, next] = [rest[i]!, rest[i + 1]!];
    path += `Q${corner.x} ${corner.y} ${(corner.x + next.x) / 2} ${(corner.y + next.y) / 2}`;
  }
  return `${path}L${last.x} ${last.y}`;
}

/** Points at the end of the line, from where it came. */
function headOf(points: readonly Point[]): string {
  const [before, end] = [points.at(-2)!, points.at(-1)!];
  const degrees = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  return `translate(${end.x} ${end.y}) rotate(${degrees})`;
}

/** A pixel for the first time, half a pixel more for each time ten times as often. */
const thickness = (taken: number): number => (taken === 0 ? 0.85 : 1 + Math.log10(taken) / 2);

export function ArrowMark({ drawn, standing, isBrief, onPoint }: Props) {
  const { points, label, lines } = drawn;
  const transitions = lines.map(({ transition }) => transition);
  const taken = transitions.reduce((sum, transition) => sum + standing.taken[transition]!, 0);
  const isLast = (transition: number) => standing.last?.transition === transition;
  const words = lines.flatMap(({ transition, event, guard }) => {
    const count = briefly(standing.taken[transition]!);
    const rows =
      event !== '' && guard !== '' ? [{ text: event }, { text: guard, count }] : [{ text: event || guard, count }];
    return rows.map((row) => ({ ...row, transition, isGuard: row.text === guard }));
  });
  return (
    <g
      className="chart-arrow"
      data-taken={taken > 0}
      data-last={transitions.some(isLast)}
      onPointerEnter={() => onPoint({ transitions })}
    >
      <path className="reach" d={pathOf(points)} />
      <path className="way" d={pathOf(points)} strokeWidth={thickness(taken)} />
      <path className="head" d={`M0 0L${-HEAD - 1} ${HEAD / 2}V${-HEAD / 2}Z`} transform={headOf(points)} />
      {isBrief ? (
        <text className="count middle" x={label.x} y={label.y + 4}>
          {briefly(taken)}
        </text>
      ) : (
        words.map(({ text, count, transition, isGuard }, i) => (
          <text
            key={`${transition} ${text}`}
            x={label.x}
            y={label.y + (i + 1 - words.length / 2) * LINE - 4}
            data-last={isLast(transition)}
          >
            <tspan className={isGuard ? 'guard' : ''}>{text}</tspan>
            {count !== undefined && (
              <tspan className="count" dx={4}>
                {count}
              </tspan>
            )}
          </text>
        ))
      )}
    </g>
  );
}
