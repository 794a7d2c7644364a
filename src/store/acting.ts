/** How a command reaches the run: as another run, as another future of this one, or as something that happens at the playhead. */
import type { Scenario } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';
import { clamp } from '../model/validate.ts';
import { extended } from './edits.ts';
import { lab, player, run } from './lab.ts';

/** Whether the run plays, or would if what it waits for were here. */
export function isPlaying(): boolean {
  const { value, context } = run.getSnapshot();
  return value === 'running' || ((value === 'loading' || value === 'seeking') && context.resume);
}

/** Begins another run and goes to `at` in it. */
export function load(scenario: Scenario, at: SimTime, play = isPlaying()): void {
  run.send({ type: 'load', play });
  player.load(scenario, at);
  const { loop, scenario: before } = lab.getState();
  if (loop !== null && (loop.to > scenario.until || scenario.name !== before.name)) {
    lab.setState({ loop: null });
    player.setLoop(null);
  }
  lab.setState({ scenario, story: null, receipt: null });
}

/** Goes on with an edited scenario, after putting right what may not be. It differs from `from` on; 0 is another run. */
export function take(edited: Scenario, from: SimTime): void {
  const { scenario, notes } = clamp(edited);
  if (notes.length > 0) lab.setState({ notes });
  if (from < 1) {
    load(scenario, player.playhead());
    return;
  }
  player.amend(scenario, from);
  lab.setState({ scenario, story: null, receipt: null });
}

/** Does something at the playhead. After the end there is nothing to act on, so the run is made longer and goes on. */
export function act(edit: (scenario: Scenario, at: SimTime) => Scenario): void {
  const { scenario, base } = lab.getState();
  const at = player.playhead();
  const isOver = at >= scenario.until;
  take(edit(isOver ? extended(scenario, base) : scenario, at), at);
  if (isOver) run.send({ type: 'play' });
}
