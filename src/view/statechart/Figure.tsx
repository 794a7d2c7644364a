/** The chart as a drawing: what is lit is where the subject stands, what is thick was taken often. */
import type { LaneId } from '../../model/lanes.ts';
import type { Standing, Statechart } from '../../model/statechart.ts';
import { ArrowMark } from './ArrowMark.tsx';
import type { Drawing } from './layout.ts';
import { StateMark } from './StateMark.tsx';

interface Props {
  chart: Statechart;
  drawing: Drawing;
  standing: Standing;
  lane: LaneId;
  /** Several are looked at, so that states say how many are in them. */
  isMany: boolean;
  isBrief: boolean;
  label: string;
  /** Transitions, or a state, that the pointer is on. */
  onPoint: (pointed: Pointed | null) => void;
}

export type Pointed = { transitions: number[] } | { state: number };

export function Figure({ chart, drawing, standing, lane, isMany, isBrief, label, onPoint }: Props) {
  const { width, height, states, arrows } = drawing;
  return (
    <svg
      className={`chart-figure ${lane}`}
      role="img"
      aria-label={label}
      width={Math.ceil(width)}
      height={Math.ceil(height)}
      viewBox={`0 0 ${Math.ceil(width)} ${Math.ceil(height)}`}
      onPointerLeave={() => onPoint(null)}
    >
      {states.map((drawn) => (
        <StateMark
          key={drawn.state}
          chart={chart}
          drawn={drawn}
          standing={standing}
          isMany={isMany}
          onPoint={onPoint}
        />
      ))}
      {arrows.map((drawn) => (
        <ArrowMark
          key={`${drawn.from} ${drawn.to}`}
          drawn={drawn}
          standing={standing}
          isBrief={isBrief}
          onPoint={onPoint}
        />
      ))}
    </svg>
  );
}
