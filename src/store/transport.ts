/** Moving in time: what a person can do with the playhead beyond play and pause. */
import { MILLISECOND, SECOND, type SimTime } from '../model/time.ts';
import { pause, seek } from './commands.ts';
import type { Loop } from './deck.ts';
import { lab, player, run } from './lab.ts';
import { landmarkFrom } from './landmarks.ts';

/** So much wall time a loop lasts whose other end nobody has chosen. */
const LOOP_SECONDS = 4;
/** A shorter one would only flicker. */
const LOOP_MIN: SimTime = 100 * MILLISECOND;

/** Pauses and goes to the last thing that happened before, in any lane. */
export function stepBack(): void {
  pause();
  const time = player.previous();
  if (time !== null) seek(time);
}

/** Pauses and goes to the next (1) or previous (-1) landmark, if one is known. */
export function toLandmark(direction: -1 | 1): void {
  pause();
  const time = landmarkFrom(player.playhead(), direction);
  if (time !== null) seek(time);
}

/** Plays from `from` to `to` over and over; null ends that. A stretch that is too short is left alone. */
export function setLoop(loop: Loop | null): void {
  if (loop !== null && loop.to - loop.from < LOOP_MIN) return;
  lab.setState({ loop });
  player.setLoop(loop);
}

const span = () => LOOP_SECONDS * SECOND * lab.getState().speed;

/** Loops from the playhead on, or ends the loop. */
export function toggleLoop(): void {
  if (lab.getState().loop === null) loopFromHere();
  else setLoop(null);
}

/** The loop begins at the playhead; it ends where it did, if that is later. */
export function loopFromHere(): void {
  const { loop, scenario } = lab.getState();
  const from = Math.min(player.playhead(), scenario.until - LOOP_MIN);
  const to =
    loop !== null && loop.to - from >= LOOP_MIN ? loop.to : Math.min(scenario.until, Math.round(from + span()));
  setLoop({ from, to });
}

/** The loop ends at the playhead; it begins where it did, if that is earlier. */
export function loopToHere(): void {
  const { loop } = lab.getState();
  const to = Math.max(player.playhead(), LOOP_MIN);
  const from = loop !== null && to - loop.from >= LOOP_MIN ? loop.from : Math.max(0, Math.round(to - span()));
  setLoop({ from, to });
}

/** Loops a stretch from its beginning, and plays. */
export function playLoop(loop: Loop): void {
  setLoop(loop);
  seek(loop.from);
  run.send({ type: 'play' });
}
