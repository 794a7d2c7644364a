/** What drives the deck: in each animation frame the playhead moves, the tapes follow, and worker, views and store hear of it. */
import { MILLISECOND, NEVER, SECOND } from '../model/time.ts';
import { type Deck, detailOf, isCovered } from './deck.ts';
import { pace } from './pace.ts';
import { wind } from './tape.ts';

const PICTURES_PER_SECOND = 20;
/** A longer frame is one that was not drawn: a hidden tab or a sleeping machine. The run waits meanwhile, so nothing drifts. */
const FRAME_MS_MAX = 100;
const NEWS_EVERY_MS = 100;
const DEMAND_EVERY_MS = 250;

/** Shows what was waited for, and says that it is here. */
export function cover(deck: Deck): void {
  if (!deck.awaited) return;
  deck.awaited = false;
  windAll(deck);
  deck.host.covered();
  wake(deck);
}

function windAll(deck: Deck): void {
  for (const reel of Object.values(deck.reels)) wind(reel, deck.playhead);
}

/** Asks for an animation frame, if none is due yet. */
export function wake(deck: Deck): void {
  if (deck.frameDue) return;
  deck.frameDue = true;
  deck.host.requestFrame((nowMs) => frame(deck, nowMs));
}

function frame(deck: Deck, nowMs: number): void {
  deck.frameDue = false;
  const elapsedMs = Math.min(FRAME_MS_MAX, nowMs - (deck.frameMs ?? nowMs));
  deck.frameMs = deck.playing ? nowMs : null;
  let looped = false;
  if (isCovered(deck)) {
    if (deck.playing) looped = advance(deck, elapsedMs);
    windAll(deck);
  }
  if (demandIsDue(deck, nowMs)) {
    deck.demandMs = nowMs;
    demand(deck);
  }
  const stepping = deck.playing && deck.stepMs > 0;
  // While something is awaited there is nothing new to show, and painting would only keep it waiting.
  const shows = isCovered(deck) && !(stepping && nowMs - deck.shownMs < deck.stepMs);
  const numbers = shows && !(stepping && ++deck.steps % 2 === 1);
  if (shows) {
    deck.shownMs = nowMs;
    for (const listener of deck.listeners) listener(numbers);
  }
  if (stepping ? numbers : !deck.playing || nowMs - deck.newsMs >= NEWS_EVERY_MS) {
    deck.newsMs = nowMs;
    deck.host.moved();
  }
  if (!deck.playing) return;
  wake(deck);
  if (looped) deck.host.looped(deck.loop!.from);
  else if (isCovered(deck) && deck.playhead >= deck.scenario.until) deck.host.ended();
}

/** Moves the playhead on, in whole milliseconds, but not past the horizon and never back. True if it has come to the end of the loop. */
function advance(deck: Deck, elapsedMs: number): boolean {
  const { scenario, playhead, speed, horizon, loop } = deck;
  // Who has gone beyond the loop plays on from there.
  const loopEnd = loop !== null && playhead <= loop.to ? loop.to : NEVER;
  const end = Math.min(horizon, loopEnd);
  deck.position = Math.min(deck.position + elapsedMs * MILLISECOND * pace(scenario, playhead, speed), end);
  const whole = Math.floor(deck.position / MILLISECOND) * MILLISECOND;
  deck.playhead = Math.max(playhead, deck.position === end ? end : whole);
  return deck.playhead >= loopEnd;
}

function demandIsDue(deck: Deck, nowMs: number): boolean {
  const { playhead, speed, playing, demanded, demandMs } = deck;
  if (detailOf(deck) !== demanded.detail || speed !== demanded.speed) return true;
  return playhead !== demanded.playhead && (!playing || nowMs - demandMs >= DEMAND_EVERY_MS);
}

/** Tells the worker where the page is and what it wants. */
export function demand(deck: Deck): void {
  const { playhead, speed } = deck;
  const detail = detailOf(deck);
  deck.demanded = { playhead, detail, speed };
  const every = Math.max(1, Math.round((speed * SECOND) / PICTURES_PER_SECOND));
  deck.host.send({ type: 'demand', playhead, detail, every });
}
