/** Everything a person can do. Each command changes the scenario or moves the playhead; what is on the screen follows from these. */
import { nearest, type Value } from '../model/knobs.ts';
import type { LaneId } from '../model/lanes.ts';
import { speedRow } from '../model/linkView.ts';
import { type ParameterId, parameters } from '../model/parameters.ts';
import { type DrillKind, limits, type Scenario, settingsOf } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';
import { parseTrace, speedupFor } from '../model/trace.ts';
import { parseValue } from '../model/units.ts';
import { clamp } from '../model/validate.ts';
import { findShipped } from '../scenarios/catalogue.ts';
import { act, isPlaying, load, take } from './acting.ts';
import { burstAt, countedAt, extended, keysFor, resetKnob, setFromStart, setNow, toggleDrillAt } from './edits.ts';
import { client, lab, player, run } from './lab.ts';
import type { LabState } from './state.ts';

/** When the scenario has no burst of its own. */
const BURST_SIZE = 80;

const note = (text: string) => lab.setState({ notes: [text] });

export function set(id: ParameterId, value: Value, lane: LaneId | null = null): void {
  const { scenario, base, applyFrom } = lab.getState();
  const at = player.playhead();
  const keys = keysFor(scenario, id, lane, at);
  if (applyFrom === 'start' || at < 1 || at >= scenario.until) {
    take(setFromStart(scenario, base, keys, value), 0);
  } else {
    const edit = setNow(scenario, keys, value, at);
    take(edit.scenario, edit.from);
  }
}

/** Sets what a person typed; the answer says what is wrong with it, if anything. */
export function setText(id: ParameterId, text: string, lane: LaneId | null = null): string | null {
  const parsed = parseValue(parameters[id], text);
  if ('error' in parsed) return parsed.error;
  set(id, parsed.value, lane);
  return null;
}

/** Takes back what was done to a knob, from the start of the run. */
export function reset(id: ParameterId, lane: LaneId | null = null): void {
  const { scenario, base } = lab.getState();
  take(resetKnob(scenario, base, id, lane), 0);
}

export function resetAll(): void {
  take(lab.getState().base, 0);
}

export function toggleDrill(drill: DrillKind, lane: LaneId | null = null): void {
  act((scenario, at) => toggleDrillAt(scenario, drill, lane, at));
}

/** A burst at the playhead; without a size, as large as the scenario's own. */
export function burst(size?: number): void {
  const { scenario } = lab.getState();
  const own = settingsOf(scenario, scenario.lanes[0] ?? 'push')['burst.size'];
  act((edited, at) => burstAt(edited, size ?? (own || BURST_SIZE), at));
}

export function poison(count = 1): void {
  act((scenario, at) => countedAt(scenario, 'poison', count, at));
}

/** Puts all dead letters back, at the redrive rate. */
export function redrive(): void {
  act((scenario, at) => countedAt(scenario, 'redrive', limits.messages.max, at));
}

/** Crashes one instance of each lane. */
export function crash(count = 1): void {
  act((scenario, at) => countedAt(scenario, 'crash', count, at));
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
    take(longer, scenario.until + 1);
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
  take({ ...lab.getState().scenario, seed }, 0);
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

/** Plays recorded arrivals from the start, at a speed-up that fits the run. The answer says what is wrong with the file, if anything. */
export function loadTrace(text: string, fileName: string): string | null {
  const parsed = parseTrace(text, fileName);
  if ('error' in parsed) return parsed.error;
  const { scenario, base } = lab.getState();
  const traced = setFromStart({ ...scenario, trace: parsed.trace }, base, ['arrival.process'], 'trace');
  const speedup = speedupFor(parsed.trace, scenario.until);
  const { scenario: valid, notes } = clamp(setFromStart(traced, base, ['trace.speedup'], speedup));
  if (notes.length > 0) lab.setState({ notes });
  load(valid, 0);
  return null;
}

/** Starts the engine anew after it failed, with the same scenario and playhead. */
export function restartWorker(): void {
  client.restart();
  load(lab.getState().scenario, player.playhead(), false);
}
