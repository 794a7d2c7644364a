/** The film: from when, to when and how fast; how far it is while it is made, and how to stop it. */
import { useEffect, useRef, useState } from 'react';
import { formatDuration, readDuration } from '../../model/quantities.ts';
import { SECOND, type SimTime } from '../../model/time.ts';
import type { SecondRun } from '../../store/secondRun.ts';
import { momentFileName } from '../fileNames.ts';
import { printPalette } from '../palette.ts';
import { speeds, speedText } from '../transport/speeds.ts';
import { BYTES_MAX, type Cut, FILM_WIDTH, FRAMES_MAX, filmOf, framesIn, LONGEST_S, lengthOf } from './film.ts';
import { save } from './save.ts';

interface Props {
  run: SecondRun | null;
  at: SimTime;
  link: string;
  onSaid: (text: string) => void;
}

/** Faster ones have no dots to follow. */
const FASTEST = 10;
const USUAL_LENGTH: SimTime = 4 * SECOND;

/** What is wrong with a cut, if anything. */
function problemOf({ from, to }: { from: number | null; to: number | null }, speed: number, until: SimTime): string {
  if (from === null || to === null) return 'Times are written as 12s or 2.5m.';
  if (from < 0 || to > until) return `The run goes from 0 to ${formatDuration(until)}.`;
  if (to <= from) return 'The end is not after the beginning.';
  const cut = { from, to, speed };
  if (framesIn(cut) > FRAMES_MAX) return `That is ${lengthOf(cut).toFixed(0)} s of film; ${LONGEST_S} s are the most.`;
  return '';
}

export function FilmForm({ run, at, link, onSaid }: Props) {
  const until = run?.scenario.until ?? at + USUAL_LENGTH;
  const [from, setFrom] = useState(formatDuration(at));
  const [to, setTo] = useState(formatDuration(at + USUAL_LENGTH));
  const [speed, setSpeed] = useState(1);
  const [done, setDone] = useState<{ frame: number; frames: number } | null>(null);
  const making = useRef<AbortController | null>(null);
  useEffect(() => () => making.current?.abort(), []);

  const times = { from: readDuration(from), to: readDuration(to) };
  const end = times.to !== null && to === formatDuration(at + USUAL_LENGTH) ? Math.min(times.to, until) : times.to;
  const problem = problemOf({ from: times.from, to: end }, speed, until);

  async function make(shown: SecondRun, cut: Cut): Promise<void> {
    const controller = new AbortController();
    making.current = controller;
    setDone({ frame: 0, frames: framesIn(cut) });
    try {
      const progress = (frame: number, frames: number) => setDone({ frame, frames });
      const film = await filmOf(shown, cut, link, printPalette(), progress, controller.signal);
      const name = `${momentFileName(shown.scenario, cut.from)}.gif`;
      save(film, 'image/gif', name);
      onSaid(`${name} is saved: ${framesIn(cut)} frames, ${(film.size / 1e6).toFixed(1)} MB.`);
    } catch (error) {
      onSaid(controller.signal.aborted ? 'The film was given up.' : `The film: ${String(error)}`);
    }
    setDone(null);
  }

  return (
    <>
      <div>
        <b id="takeaway-film">Film of the stage as GIF</b>
        <p className="t2">
          {FILM_WIDTH} px wide, 20 frames a second, drawn frame by frame from the run. At most {LONGEST_S} s and{' '}
          {BYTES_MAX / 1e6} MB.
        </p>
        <div className="film">
          <label>
            from <input value={from} size={7} onChange={(event) => setFrom(event.currentTarget.value)} />
          </label>
          <label>
            to <input value={to} size={7} onChange={(event) => setTo(event.currentTarget.value)} />
          </label>
          <label>
            at{' '}
            <select
              value={speed}
              aria-label="Speed of the film"
              onChange={(event) => setSpeed(Number(event.currentTarget.value))}
            >
              {speeds
                .filter((each) => each <= FASTEST)
                .map((each) => (
                  <option key={each} value={each}>
                    {speedText(each)}
                  </option>
                ))}
            </select>
          </label>
        </div>
        {run !== null && problem !== '' && <p className="wrong">{problem}</p>}
        {done !== null && (
          <progress max={done.frames} value={done.frame} aria-label={`Frame ${done.frame} of ${done.frames}`} />
        )}
      </div>
      {done === null ? (
        <button
          type="button"
          className="link"
          disabled={run === null || problem !== ''}
          aria-describedby="takeaway-film"
          onClick={() => make(run!, { from: times.from!, to: end!, speed })}
        >
          Save GIF
        </button>
      ) : (
        <button type="button" className="link" onClick={() => making.current?.abort()}>
          Give up
        </button>
      )}
    </>
  );
}
