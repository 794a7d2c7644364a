/** The card of a message: the same message in every lane, its fates one under the other on one time axis. */
import { ticks } from 'd3';
import { useMemo } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import { endOf } from '../../model/life.ts';
import { MILLISECOND, SECOND } from '../../model/time.ts';
import { seek } from '../../store/commands.ts';
import { setFollows } from '../../store/inspecting.ts';
import { player } from '../../store/lab.ts';
import { useLab } from '../../store/useLab.ts';
import type { LaneMoment } from '../stage/moment.ts';
import { laneNames } from '../stage/sentence.ts';
import { capitalized, instant } from '../story/words.ts';
import { Card } from './Card.tsx';
import { HarmButtons } from './HarmButtons.tsx';
import { type Axis, LifeLine, placeOn } from './LifeLine.tsx';
import { LifeTotals } from './LifeTotals.tsx';
import { effectWords, endingWords, heldWords, retryWords, triesWords } from './lifeWords.ts';
import { MachineHere } from './MachineHere.tsx';
import { messageName, messageState } from './messageWords.ts';
import { type Fates, useLives } from './useLives.ts';

interface Props {
  lane: LaneId;
  id: number;
  moments: readonly LaneMoment[];
}

const STEP = 10 * MILLISECOND;

/** From the first publishing to the last end in any lane. */
function axisOf({ lanes, to }: Fates): Axis {
  const all = lanes.flatMap(({ lives }) => lives);
  const from = Math.min(...all.map(({ bornAt }) => bornAt));
  const ends = all.flatMap((life) => [endOf(life, to), ...life.beside.map((each) => each.to)]);
  return { from, to: Math.max(from + 10 * MILLISECOND, ...ends) };
}

export function MessageCard({ lane, id, moments }: Props) {
  const fates = useLives(lane, id);
  const follows = useLab((state) => state.follows);
  const what = useMemo(() => ({ kind: 'message', lane, id }) as const, [lane, id]);
  const isKnown = fates?.lanes.some(({ lives }) => lives.length > 0) ?? false;
  return (
    <Card
      id={`message:${id}`}
      kind="message"
      title={`${capitalized(messageName(id))} in every lane`}
      head={
        (fates === null || isKnown) && (
          <>
            <button type="button" className="plain" aria-pressed={follows} onClick={() => setFollows(!follows)}>
              Follow
            </button>
            <HarmButtons what={what} />
          </>
        )
      }
    >
      {fates !== null && isKnown ? (
        <>
          <Lives fates={fates} moments={moments} id={id} />
          <MachineHere title={`Its statechart in ${lane}`} subject={{ lane, machine: 'message', which: id }} />
        </>
      ) : (
        <p className="t2">
          {fates === null ? 'Looking through the run …' : `There is no ${messageName(id)} in this run.`}
        </p>
      )}
    </Card>
  );
}

function Lives({ fates, moments, id }: { fates: Fates; moments: readonly LaneMoment[]; id: number }) {
  const axis = useMemo(() => axisOf(fates), [fates]);
  const playhead = player.playhead();
  const { until } = player.scenario();
  const isThrough = fates.to >= until;
  const lanes = fates.lanes.filter(({ lives }) => lives.length > 0);
  const seekTo = (event: React.PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    seek(axis.from + ((event.clientX - box.left) / box.width) * (axis.to - axis.from));
  };
  return (
    <div className="life">
      <div className="life-lanes">
        <div className="life-axis">
          <span className="life-lane" />
          <LifeAxis axis={axis} playhead={playhead} />
        </div>
        {lanes.map(({ lane, lives }) => {
          const moment = moments.find((each) => each.lane === lane);
          const life = lives[0]!;
          const said = [
            endingWords(life, playhead, fates.to),
            moment ? retryWords(life, moment.settings, playhead, fates.to) : '',
            effectWords(lives, playhead),
            heldWords(life),
          ].filter((sentence) => sentence !== '');
          const isOpen = moment?.picture.messages.has(id) ?? false;
          return (
            <div key={lane} className="life-row" data-testid={`life-${lane}`}>
              <strong className={`life-lane ${lane}`}>{laneNames[lane]}</strong>
              <div className="life-track" onPointerDown={seekTo}>
                <LifeLine lives={lives} axis={axis} playhead={playhead} until={fates.to} />
                <span className="life-now" style={{ left: `${clampTo100(placeOn(axis, playhead))}%` }} />
              </div>
              <p className="life-words">
                {isOpen && moment && <strong>Now: {messageState(moment, id)}. </strong>}
                {said.join(' ')} <span className="t2">{triesWords(life, playhead)}</span>
              </p>
            </div>
          );
        })}
        {(!isThrough || fates.isCut) && (
          <p className="t2">
            {isThrough ? 'It has more records than are shown.' : `Looked through so far: ${instant(fates.to)}.`}
          </p>
        )}
      </div>
      <LifeTotals lives={lanes.map(({ lane, lives }) => ({ lane, life: lives[0]! }))} />
    </div>
  );
}

const clampTo100 = (place: number) => Math.min(100, Math.max(0, place));

/** Ticks, and the playhead as a slider for those who have no pointer. */
function LifeAxis({ axis, playhead }: { axis: Axis; playhead: number }) {
  // In whole steps, so that the browser has nothing to round: it would take the first key for no change.
  const [first, last] = [Math.floor(axis.from / STEP), Math.ceil(axis.to / STEP)];
  const marks = ticks(axis.from / SECOND, axis.to / SECOND, 5);
  return (
    <div className="life-scale">
      {marks.map((seconds) => (
        <span key={seconds} style={{ left: `${placeOn(axis, seconds * SECOND)}%` }}>
          {Number(seconds.toFixed(3))}
        </span>
      ))}
      <input
        type="range"
        aria-label="Moment of this life"
        aria-valuetext={instant(playhead, 2)}
        min={first}
        max={last}
        value={Math.min(last, Math.max(first, Math.round(playhead / STEP)))}
        onChange={(event) => seek(Number(event.target.value) * STEP)}
      />
    </div>
  );
}
