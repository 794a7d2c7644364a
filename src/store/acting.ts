/** How a command reaches the run: as another run, as another future of this one, or as something that happens at the playhead. */
import type { Scenario } from '../model/scenario.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { clamp } from '../model/validate.ts';
import { extended } from './edits.ts';
import { differsFrom, withoutLater } from './futures.ts';
import { ghostOf, withGhost } from './ghosts.ts';
import { BRANCHES_MAX, branchesOf, currentBranch, type Deed, edited, forked, type History, opened } from './history.ts';
import { lab, player, run } from './lab.ts';

/** Whether the run plays, or would if what it waits for were here. */
export function isPlaying(): boolean {
  const { value, context } = run.getSnapshot();
  return value === 'running' || ((value === 'loading' || value === 'seeking') && context.resume);
}

/** Begins a run that is none of this one's futures and goes to `at` in it. */
export function load(scenario: Scenario, at: SimTime, play = isPlaying()): void {
  const { history, base } = lab.getState();
  const isKnown = history.position >= 0 && currentBranch(history).scenario === scenario;
  if (!isKnown) lab.setState({ history: opened(history, scenario, base) });
  begin(scenario, at, play);
}

function begin(scenario: Scenario, at: SimTime, play = isPlaying()): void {
  run.send({ type: 'load', play });
  player.load(scenario, at);
  const { loop, scenario: before } = lab.getState();
  if (loop !== null && (loop.to > scenario.until || scenario.name !== before.name)) {
    lab.setState({ loop: null });
    player.setLoop(null);
  }
  lab.setState({ scenario, story: null, receipt: null });
  seenUpTo(player.playhead());
}

/** Says how far the current branch has been seen. */
function seenUpTo(time: SimTime): void {
  const { history, seen } = lab.getState();
  lab.setState({ seen: { ...seen, [currentBranch(history).id]: time } });
}

/** Goes on with the run as another scenario has it, at the same playhead where that exists. */
function goOn(scenario: Scenario): void {
  const from = differsFrom(lab.getState().scenario, scenario);
  const at = player.playhead();
  if (from < 1 || at < 1 || at > scenario.until) {
    begin(scenario, at);
    return;
  }
  lab.setState({ scenario });
  if (from === NEVER) return;
  player.amend(scenario, Math.min(from, at));
  lab.setState({ story: null, receipt: null });
}

/** Goes to what `history` stands at. */
export function enter(history: History): void {
  const { scenario, base } = currentBranch(history);
  const isLonger = scenario.until > lab.getState().scenario.until;
  lab.setState({ history, base });
  // The life of a run that has ended goes on only as that of another run.
  if (isLonger && run.getSnapshot().value === 'finished') begin(scenario, player.playhead());
  else goOn(scenario);
}

/** Leaves the branch that is played for another, and keeps what has been computed of it, from where the two differ. */
export function leave(history: History): void {
  const { history: before, scenario, ghosts } = lab.getState();
  const from = differsFrom(scenario, currentBranch(history).scenario);
  const ghost = ghostOf(player.series, currentBranch(before).id, from, player.seriesTo());
  lab.setState({ ghosts: withGhost(ghosts, ghost) });
  enter(history);
}

/** Takes an edited scenario on, after putting right what may not be. With `forkAt` the scenario that it was stays as a branch. */
export function take(changed: Scenario, deed: Deed, forkAt: SimTime | null = null): void {
  const { scenario, notes } = clamp(changed);
  if (notes.length > 0) lab.setState({ notes });
  const { history } = lab.getState();
  if (differsFrom(lab.getState().scenario, scenario) === NEVER) return;
  if (forkAt === null) {
    lab.setState({ history: edited(history, deed, scenario) });
    goOn(scenario);
    return;
  }
  if (branchesOf(history).length === BRANCHES_MAX)
    lab.setState({
      notes: [`A run keeps ${BRANCHES_MAX} branches; the oldest without a name of its own was forgotten.`],
    });
  leave(forked(history, deed, scenario, forkAt));
  seenUpTo(forkAt);
}

/** The run up to `at`, to be changed there; and where this leaves a future behind that was seen, or in which somebody acted, else null. */
export function upTo(at: SimTime): { scenario: Scenario; forkAt: SimTime | null } {
  const { scenario, history, base, seen } = lab.getState();
  const { id, planned } = currentBranch(history);
  const past = withoutLater(scenario, [...planned, ...base.timeline], at);
  return { scenario: past, forkAt: at < (seen[id] ?? 0) || past !== scenario ? at : null };
}

/** Does something at the playhead. After the end there is nothing to act on, so the run is made longer and goes on. */
export function act(edit: (scenario: Scenario, at: SimTime) => Scenario, deedAt: (at: SimTime) => Deed): void {
  const at = player.playhead();
  const { scenario, forkAt } = upTo(at);
  const isOver = at >= scenario.until;
  take(edit(isOver ? extended(scenario, lab.getState().base) : scenario, at), deedAt(at), forkAt);
  if (isOver) run.send({ type: 'play' });
}
