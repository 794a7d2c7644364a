/** What a shipped scenario says beside its data: for people in sentences, and for tests in claims that its run must fulfil. */
import type { Entry, Scenario, Values } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';

/** What every shipped scenario has. */
export interface Shipped {
  scenario: Scenario;
  title: string;
  /** What it is about. */
  summary: string;
  /** Where the page starts playing. */
  from: SimTime;
}

/** One that teaches something. */
export interface NamedScenario extends Shipped {
  /** Where to look. */
  watch: string;
  /** Which knob to turn, and what for. */
  turn: string;
  /** What people get wrong. */
  pitfall?: string;
}

/** What must be seen, as it is or with knobs turned. */
export interface Finding {
  /** With the figures that were measured. */
  says: string;
  /** Knobs turned before the start. */
  set?: Values;
  /** What happens on the way, instead of what the scenario says. */
  timeline?: readonly Entry[];
  /** Measured from here on; what came before is warm-up. */
  since?: SimTime;
  /** Measured up to here, which may be later than the end of the scenario; its end if nothing is said. */
  until?: SimTime;
  /** As `--assert` reads them: `push.goodputPerSecond < 5/s`. All must hold. */
  claims: readonly string[];
}
