/**
 * What the worker does: it simulates a run ahead of the page and sends it in frames.
 * It knows neither Worker nor clock; both are lent to it, so that a test can be the worker.
 * Load, amend and seek only note where the next frame opens. The work is done in short slices, so a later message may overtake it.
 */
import type { Scenario } from '../model/scenario.ts';
import { MILLISECOND, NEVER, SECOND, type SimTime } from '../model/time.ts';
import { frameOf, type Sent, sentUpTo } from './frames.ts';
import type { Search, Searching } from './lifeSearch.ts';
import type { AmendMessage, Detail, FrameMessage, LoadMessage, SeekMessage, ToPage, ToWorker } from './protocol.ts';
import {
  type Batch,
  changeFrom,
  dropBatch,
  goBefore,
  startWalk,
  takeBatch,
  type Walk,
  waiting,
  walkTowards,
} from './walk.ts';

export interface Host {
  post(message: ToPage, transfer: ArrayBuffer[]): void;
  /** A clock for the length of slices. It decides where a frame is cut, never what is in the run. */
  nowMs(): number;
  /** How lives are searched; absent where nobody asks for one. */
  lives?: Searching;
}

const SLICE_MS = 12;
const UNACKNOWLEDGED_MAX = 2;
/** Records (or, in `flow`, messages in pictures) that may wait beyond the page's playhead: some 12 MB. A run of more gets its story later. */
const AHEAD_MAX = 300_000;
/** Pictures of `flow` that may: about 3 seconds of wall time. */
const PICTURES_AHEAD_MAX = 60;
/** Records in one frame, so that a page that is not yet warm has something to show. */
const FRAME_RECORDS_MAX = 30_000;
/** How long before the instant asked for a keyframe lies, so that there is something to look back at. */
const LEAD: SimTime = 8 * SECOND;
const STRIDE_MAX: SimTime = 8 * SECOND;

export interface Session {
  host: Host;
  runId: number;
  /** Null before the first `load` and after a failure. */
  scenario: Scenario | null;
  walk: Walk | null;
  /** Where the next frame opens; null if it goes on from the last one. */
  opening: { kind: 'fork' | 'keyframe'; from: SimTime; seriesTo: SimTime } | null;
  /** Whether the walk has yet to go to the opening. */
  moved: boolean;
  /** From here on `scenario` differs from what the walk knows; else NEVER. */
  changedFrom: SimTime;
  demand: { playhead: SimTime; detail: Detail; every: SimTime };
  /** Where the last frame ended. */
  sentTo: SimTime;
  /** What was sent beyond the playhead, frame by frame. */
  ahead: { to: SimTime; weight: number }[];
  unacknowledged: Set<number>;
  framesSent: number;
  sent: Sent;
  /** Simulated time to do at once, so that it takes a few milliseconds. */
  stride: SimTime;
  /** For the life of a message; it takes turns with the walk. */
  search: Search | null;
}

export const createSession = (host: Host): Session => ({
  host,
  runId: 0,
  scenario: null,
  walk: null,
  opening: null,
  moved: false,
  changedFrom: NEVER,
  demand: { playhead: 0, detail: 'dots', every: SECOND },
  sentTo: -1,
  ahead: [],
  unacknowledged: new Set(),
  framesSent: 0,
  sent: sentUpTo(0, []),
  stride: SECOND / 10,
  search: null,
});

export function receive(session: Session, message: ToWorker): void {
  if (message.type === 'acknowledge') session.unacknowledged.delete(message.frame);
  else if (message.type === 'demand') session.demand = message;
  else if (message.type === 'life')
    session.search = (session.scenario && session.host.lives?.startSearch(session.scenario, message)) ?? null;
  else open(session, message);
}

function open(session: Session, message: LoadMessage | AmendMessage | SeekMessage): void {
  session.runId = message.runId;
  session.moved = true;
  session.ahead = [];
  if (message.type === 'amend') {
    session.search = null;
    session.scenario = message.scenario;
    session.changedFrom = Math.min(session.changedFrom, message.from);
    // An opening that was asked for before and not yet sent is still owed.
    session.opening ??= { kind: 'fork', from: message.from, seriesTo: 0 };
    session.opening.seriesTo = 0;
    session.opening.from = Math.min(session.opening.from, message.from);
    return;
  }
  const at = message.type === 'load' ? message.at : message.to;
  session.opening = {
    kind: 'keyframe',
    from: Math.max(0, at - LEAD),
    seriesTo: message.type === 'load' ? 0 : message.seriesTo,
  };
  session.demand = { ...session.demand, playhead: at };
  if (message.type === 'seek') return;
  session.scenario = message.scenario;
  session.walk = null;
  session.search = null;
  session.changedFrom = NEVER;
}

/** Works for one slice; false if there is nothing to do before the next message. */
export function work(session: Session): boolean {
  const { scenario, host, runId } = session;
  if (scenario === null) return false;
  try {
    const advanced = advance(session, scenario, settledWalk(session, scenario));
    return searchOn(session) || advanced;
  } catch (error) {
    session.scenario = null;
    session.walk = null;
    session.search = null;
    host.post({ type: 'failed', runId, message: error instanceof Error ? error.message : String(error) }, []);
    return false;
  }
}

/** True if there is more to search. */
function searchOn(session: Session): boolean {
  const { search, host } = session;
  if (search === null || host.lives === undefined) return false;
  const told = host.lives.goOn(search, host.nowMs);
  if (told !== null) host.post(told, []);
  if (host.lives.isThrough(search)) session.search = null;
  return session.search !== null;
}

/** The walk, at an instant from which the next frame can be reached. */
function settledWalk(session: Session, scenario: Scenario): Walk {
  const { opening, changedFrom } = session;
  if (session.walk === null) session.walk = startWalk(scenario);
  else if (session.moved && opening !== null) {
    if (changedFrom !== NEVER) changeFrom(session.walk, scenario, changedFrom);
    goBefore(session.walk, opening.from);
  }
  session.moved = false;
  session.changedFrom = NEVER;
  return session.walk;
}

function advance(session: Session, scenario: Scenario, walk: Walk): boolean {
  const { opening, demand } = session;
  if (opening !== null) {
    if (walk.at < opening.from - 1) {
      stride(session, walk, opening.from - 1);
      dropBatch(walk); // The way there is not asked for.
    } else if (!maySend(session)) return false;
    else {
      session.opening = null;
      session.sent = sentUpTo(opening.seriesTo, scenario.lanes);
      send(session, walk, opening.kind, opening.from, {});
    }
    return true;
  }
  if (session.sentTo >= scenario.until || !maySend(session)) return false;
  const flows = demand.detail === 'flow';
  const to = flows ? Math.min(scenario.until, session.sentTo + demand.every) : scenario.until;
  stride(session, walk, to);
  const batch = takeBatch(walk);
  if (!flows) send(session, walk, 'next', session.sentTo + 1, batch);
  else if (walk.at === to) send(session, walk, 'next', session.sentTo + 1, {});
  return true;
}

/**
 * Simulates towards `to` for one slice, over checkpoints and all: a frame costs the page a repaint and an acknowledgement,
 * so few and large ones get it sooner to where it wants to be.
 */
function stride(session: Session, walk: Walk, to: SimTime): void {
  const { nowMs } = session.host;
  const startedMs = nowMs();
  for (let beganMs = startedMs; walk.at < to && beganMs - startedMs < SLICE_MS && waiting(walk) < FRAME_RECORDS_MAX; ) {
    const before = waiting(walk);
    walkTowards(walk, Math.min(to, walk.at + session.stride));
    const endedMs = nowMs();
    const made = waiting(walk) - before;
    if (endedMs - beganMs > SLICE_MS / 2 || made > FRAME_RECORDS_MAX / 2)
      session.stride = Math.max(MILLISECOND, Math.floor(session.stride / 2));
    else if (endedMs - beganMs < SLICE_MS / 4 && made < FRAME_RECORDS_MAX / 4)
      session.stride = Math.min(STRIDE_MAX, session.stride * 2);
    beganMs = endedMs;
  }
}

function maySend({ unacknowledged, ahead, demand }: Session): boolean {
  while (ahead.length > 0 && ahead[0].to <= demand.playhead) ahead.shift();
  const weight = ahead.reduce((sum, frame) => sum + frame.weight, 0);
  const crowded = demand.detail === 'flow' && ahead.length >= PICTURES_AHEAD_MAX;
  return unacknowledged.size < UNACKNOWLEDGED_MAX && weight < AHEAD_MAX && !crowded;
}

function send(session: Session, walk: Walk, kind: FrameMessage['kind'], from: SimTime, batch: Batch): void {
  const { host, runId, demand, sent } = session;
  const id = session.framesSent++;
  const pictured = kind !== 'next' || demand.detail === 'flow';
  const { frame, weight, transfer } = frameOf(walk, { runId, id, kind, from }, pictured, batch, sent);
  session.sentTo = walk.at;
  session.ahead.push({ to: walk.at, weight });
  session.unacknowledged.add(id);
  host.post(frame, transfer);
}
