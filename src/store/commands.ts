/** Everything a person can do. Each command changes the scenario or moves the playhead; what is on the screen follows from these. */
import { nearest, type Value } from '../model/knobs.ts';
import { type LaneId, laneIds } from '../model/lanes.ts';
import { speedRow } from '../model/linkView.ts';
import { type ParameterId, parameters } from '../model/parameters.ts';
import type { Scenario } from '../model/scenario.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { parseValue } from '../model/units.ts';
import { findShipped } from '../scenarios/catalogue.ts';
import { isPlaying, load, take, upTo } from './acting.ts';
import { extended, keysFor, resetKnob, setFromStart, setNow } from './edits.ts';
import { differsFrom } from './futures.ts';
import { letGo as released } from './history.ts';
import { client, lab, player, run } from './lab.ts';
import type { LabState } from './state.ts';

const note = (text: string) => lab.setState({ notes: [text] });

/** Turns of the same knob are one step until the hand lets go. */
export function set(id: ParameterId, value: Value, lane: LaneId | null = null): void {
  const { scenario, base, applyFrom } = lab.getState();
  const at = player.playhead();
  const now = setNow(scenario, keysFor(scenario, id, lane, at), value, at);
  if (applyFrom === 'now' && differsFrom(scenario, now.scenario) === NEVER) return;
  const past = applyFrom === 'now' ? upTo(at) : { scenario, forkAt: null };
  const keys = keysFor(past.scenario, id, lane, at);
  if (applyFrom === 'start' || at < 1 || at >= scenario.until) {
    take(setFromStart(past.scenario, base, keys, value), { type: 'set', id, lane, at: null }, past.forkAt);
  } else {
    const edit = setNow(past.scenario, keys, value, at);
    take(edit.scenario, { type: 'set', id, lane, at: edit.from }, past.forkAt);
  }
}

/** The hand has let go of a knob. */
export function letGo(): void {
  lab.setState(({ history }) => ({ history: released(history) }));
}

/** Sets what a person typed; the answer says what is wrong with it, if anything. */
export function setText(id: ParameterId, text: string, lane: LaneId | null = null): string | null {
  const parsed = parseValue(parameters[id], text);
  if ('error' in parsed) return parsed.error;
  letGo();
  set(id, parsed.value, lane);
  letGo();
  return null;
}

/** Takes back what was done to a knob, from the start of the run. */
export function reset(id: ParameterId, lane: LaneId | null = null): void {
  const { scenario, base } = lab.getState();
  take(resetKnob(scenario, base, id, lane), { type: 'reset', id, lane });
}

export function resetAll(): void {
  take(lab.getState().base, { type: 'resetAll' });
}

/** Puts a lane on the stage or takes it off. One stays: without a lane there is no run. */
export function toggleLane(lane: LaneId): void {
  const { scenario, focus } = lab.getState();
  const lanes = laneIds.filter((each) => scenario.lanes.includes(each) !== (each === lane));
  if (lanes.length === 0) {
    note('One lane has to stay.');
    return;
  }
  if (!lanes.includes(focus)) lab.setState({ focus: lanes[0]! });
  take({ ...scenario, lanes }, { type: 'lanes' });
}

/** Plays; after the end, makes the run longer first. */
export function play(): void {
  const { scenario, base } = lab.getState();
  if (run.getSnapshot().value === 'finished') {
    const longer = extended(scenario, base);
    if (longer.until === scenario.until) {
      note('A run lasts 24 hours at most.');
      return;
    }
    take(longer, { type: 'longer' });
  }
  run.send({ type: 'play' });
}

export function pause(): void {
  run.send({ type: 'pause' });
}

export function togglePlay(): void {
  if (isPlaying()) pause();
  else play();
}

/** Pauses and goes to the next thing that happens in any lane. */
export function step(): void {
  pause();
  player.step();
}

/** The same run again, from where its scenario begins to be of interest. */
export function restart(): void {
  seek(startOf(lab.getState().base));
  run.send({ type: 'play' });
}

const startOf = (base: Scenario): SimTime => findShipped(base.name)?.from ?? 0;

/** The same settings with other luck. */
export function newSeed(): void {
  const [seed] = crypto.getRandomValues(new Uint32Array(1));
  take({ ...lab.getState().scenario, seed }, { type: 'seed' });
}

/** Simulated seconds per second of wall time, 0.1 to 1,000. */
export function setSpeed(speed: number): void {
  const clamped = nearest(speedRow, speed) as number;
  lab.setState({ speed: clamped });
  player.setSpeed(clamped);
}

export function runToEnd(): void {
  seek(lab.getState().scenario.until);
}

/** Goes to an instant of the run; a run that played goes on from there. */
export function seek(time: SimTime): void {
  run.send({ type: 'seek' });
  player.seek(time);
}

export function setApplyFrom(applyFrom: LabState['applyFrom']): void {
  lab.setState({ applyFrom });
}

export function setFocus(focus: LaneId): void {
  lab.setState({ focus });
}

/** Shows the run large, for a projector, or no more. */
export function togglePresenting(): void {
  lab.setState(({ presenting }) => ({ presenting: !presenting }));
}

/** Starts the engine anew after it failed, with the same scenario and playhead. */
export function restartWorker(): void {
  client.restart();
  load(lab.getState().scenario, player.playhead(), false);
}
