/** What limits retries of all messages together. Off unless `retry.budget` is set. */
import { OFF } from '../model/knobs.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import type { Lane } from './lane.ts';

/** Buckets in which deposits of the Finagle kind are kept until they expire. */
const SLOTS = 10;

export const createBudget = () => ({
  /** grpc and tokens: what is in the bucket; -1 before the first look, when it is full. */
  tokens: -1,
  /** finagle: what was put in, less what was taken out, by slot of a tenth of the time it lasts. */
  deposits: new Float64Array(SLOTS),
  slot: 0,
});

/** Deposits and withdrawals that have not expired. */
function balance(lane: Lane): number {
  const { budget, settings } = lane.world;
  const ttl = settings['retry.budgetTtl'];
  const slot = Math.floor((lane.kernel.now * SLOTS) / ttl);
  for (let each = Math.max(budget.slot + 1, slot - SLOTS + 1); each <= slot; each++) budget.deposits[each % SLOTS] = 0;
  budget.slot = slot;
  let sum = (settings['retry.budgetFloor'] * ttl) / SECOND;
  for (const deposit of budget.deposits) sum += deposit;
  return sum;
}

const add = (lane: Lane, amount: number): void => {
  const { budget } = lane.world;
  balance(lane);
  budget.deposits[budget.slot % SLOTS] += amount;
};

function tokens(lane: Lane): number {
  const { budget, settings } = lane.world;
  return budget.tokens < 0 ? settings['retry.tokensMax'] : Math.min(budget.tokens, settings['retry.tokensMax']);
}

function addTokens(lane: Lane, amount: number): void {
  const { budget, settings } = lane.world;
  budget.tokens = Math.max(0, Math.min(settings['retry.tokensMax'], tokens(lane) + amount));
}

/**
 * Whether one more retry may be sent. Finagle: first deliveries put in `retry.budget` each, on top of a floor, retries take one,
 * all for `retry.budgetTtl`. gRPC (proposal A6): while the bucket is more than half full. Tokens (AWS SDK): while it can pay.
 * `untold` failures have happened and not yet been learnt of.
 */
export function mayPay(lane: Lane, untold = 0): boolean {
  const { settings } = lane.world;
  if (settings['retry.budget'] === OFF) return true;
  switch (settings['retry.budgetKind']) {
    case 'finagle':
      return balance(lane) >= 1;
    case 'grpc':
      return tokens(lane) - untold > settings['retry.tokensMax'] / 2;
    case 'tokens':
      return tokens(lane) >= settings['retry.tokenCost'];
  }
}

/** A message is sent for the first time. */
export function payIn(lane: Lane): void {
  const { settings } = lane.world;
  if (settings['retry.budget'] !== OFF && settings['retry.budgetKind'] === 'finagle')
    add(lane, settings['retry.budget']);
}

/** A retry is decided on, so it is paid for. */
export function payForRetry(lane: Lane): void {
  const { settings } = lane.world;
  if (settings['retry.budget'] === OFF) return;
  if (settings['retry.budgetKind'] === 'finagle') add(lane, -1);
  else if (settings['retry.budgetKind'] === 'tokens') addTokens(lane, -settings['retry.tokenCost']);
}

/**
 * An attempt has ended: gRPC counts failures and successes, tokens are given back by the success of a retry.
 * Tell of a failure before you ask for its retry: it counts already.
 */
export function learnForBudget(lane: Lane, good: boolean, wasRetry: boolean): void {
  const { settings } = lane.world;
  if (settings['retry.budget'] === OFF) return;
  if (settings['retry.budgetKind'] === 'grpc') addTokens(lane, good ? settings['retry.budget'] : -1);
  else if (settings['retry.budgetKind'] === 'tokens' && good)
    addTokens(lane, wasRetry ? settings['retry.tokenCost'] : 1);
}

/** How long to wait before a denied retry asks again. */
export const DENIED_WAIT: SimTime = SECOND / 10;
