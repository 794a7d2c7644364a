/**
 * Ten questions that people have, each answered by looking where one would look. What is true is counted here from the raw journal of
 * the engine, without page, picture or fold.
 */
import { expect, type Page, test } from '@playwright/test';
import { createRun, runUntil, takeRecords } from '../src/engine/run.ts';
import { Fact, gates, lossReasons, Outcome, type Records } from '../src/model/journal.ts';
import { type LaneId, laneIds } from '../src/model/lanes.ts';
import { type Scenario, settingsOf } from '../src/model/scenario.ts';
import { MILLISECOND, SECOND, type SimTime } from '../src/model/time.ts';
import { hook } from '../src/scenarios/hook.ts';
import { leaseTooShort } from '../src/scenarios/leaseTooShort.ts';
import { lostAcks } from '../src/scenarios/lostAcks.ts';
import { lossNames } from '../src/view/inspector/nodeWords.ts';
import { span } from '../src/view/inspector/times.ts';
import { gateNames } from '../src/view/stage/heldBy.ts';
import { flightAt } from '../src/view/stage/lookAtRun.ts';
import { LabPage } from './labPage.ts';

interface Row {
  time: SimTime;
  kind: number;
  message: number;
  delivery: number;
  node: number;
  value: number;
}

function rowsOf({ length, time, kind, message, delivery, node, value }: Records): Row[] {
  return Array.from({ length }, (_, i) => ({
    time: time[i]!,
    kind: kind[i]!,
    message: message[i]!,
    delivery: delivery[i]!,
    node: node[i]!,
    value: value[i]!,
  }));
}

/** All that was written in each lane up to an instant. */
function journalsOf(scenario: Scenario, until = scenario.until): Record<LaneId, Row[]> {
  const run = createRun(scenario, { journal: 'on' });
  runUntil(run, until);
  return Object.fromEntries(
    laneIds.map((lane) => [lane, run.lanes[lane] === undefined ? [] : rowsOf(takeRecords(run.lanes[lane]))]),
  ) as Record<LaneId, Row[]>;
}

const count = (rows: readonly Row[], kind: number) => rows.filter((row) => row.kind === kind).length;
const of = (rows: readonly Row[], message: number) => rows.filter((row) => row.message === message);

/** What takes a message to another place in the broker's books, and what ends it. */
const placing: readonly number[] = [Fact.queued, Fact.delayed, Fact.sent, Fact.leased];
const ending: readonly number[] = [Fact.acked, Fact.deadLettered, Fact.dropped, Fact.turnedAway];

/** Where each message that is not over stands: its last record of a place. */
function places(rows: readonly Row[]): Map<number, Row> {
  const last = new Map<number, Row>();
  for (const row of rows) {
    if (placing.includes(row.kind)) last.set(row.message, row);
    if (ending.includes(row.kind)) last.delete(row.message);
  }
  return last;
}

/** How long each gate held the lane between two instants, by index in gates. */
function heldBetween(rows: readonly Row[], from: SimTime, to: SimTime): number[] {
  const held = gates.map(() => 0);
  const changes = [{ time: 0, value: 0 }, ...rows.filter(({ kind }) => kind === Fact.gate), { time: to, value: 0 }];
  for (const [i, { time, value }] of changes.slice(0, -1).entries())
    held[value]! += Math.max(0, Math.min(to, changes[i + 1]!.time) - Math.max(from, time));
  return held;
}
const longest = (held: readonly number[]) => gates[held.indexOf(Math.max(...held))]!;

const AT = 21.5 * SECOND;
const MOMENT = 'v=1&scenario=hook&t=21.5s';

async function open(page: Page, fragment: string): Promise<LabPage> {
  const lab = new LabPage(page);
  await lab.open(fragment);
  // The parts of the lanes come with the first touch of a key.
  await page.keyboard.press('Tab');
  return lab;
}

const node = (page: Page, lane: string, name: string) =>
  page.getByRole('group', { name: `Parts of ${lane}` }).getByRole('button', { name: new RegExp(`^${lane}, ${name}:`) });
const label = (page: Page, lane: LaneId, name: string) => page.locator(`[data-lane="${lane}"] [data-label="${name}"]`);
const life = (page: Page, lane: LaneId) => page.getByTestId(`life-${lane}`);
const names = { push: 'Push', pull: 'Pull', hybrid: 'Hybrid' } as const;
const words = (text: string) => text.replaceAll('\u00a0', ' ');
const has = (text: string) =>
  new RegExp(
    words(text)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll(' ', '\\s'),
  );

test('1. who started this transfer? the words over the link, and the counts of the link', async ({ page }) => {
  await open(page, MOMENT);
  const journals = journalsOf(hook, AT);
  for (const lane of laneIds) {
    const polls = count(journals[lane], Fact.polled);
    const byWorker = polls > 0 && count(journals[lane], Fact.sent) === 0;
    await expect(label(page, lane, 'who')).toHaveText(byWorker ? 'The worker asks.' : 'The sender decides.');
    const link = node(page, names[lane], '(Limiter and link|Link to the workers)');
    await expect(link).toHaveAccessibleName(byWorker ? /the worker asks/ : /the sender decides/);
    await link.evaluate((button: HTMLElement) => button.click());
    const counts = page.locator('.card .card-counts');
    if (byWorker) await expect(counts).toContainText(has(`polls${polls}`));
    else await expect(counts).not.toContainText('polls');
    await expect(counts).toContainText(
      `deliveries${count(journals[lane], Fact.sent) + count(journals[lane], Fact.leased)}`,
    );
  }
});

test('2. what holds the queue? the words over it, and its card for this very instant', async ({ page }) => {
  await open(page, MOMENT);
  const journals = journalsOf(hook, AT);
  const said = new Set<string>();
  for (const lane of ['pull', 'hybrid'] as const) {
    const gate = longest(heldBetween(journals[lane], AT - SECOND, AT));
    await expect(label(page, lane, 'gate')).toHaveText(`held by ${gateNames[gate]}`);
    await node(page, names[lane], 'Queue').click({ position: { x: 4, y: 4 } });
    const now = gates[journals[lane].filter(({ kind }) => kind === Fact.gate).at(-1)!.value]!;
    await expect(page.locator('.card')).toContainText(`Just now: ${gateNames[now]}.`);
    said.add(gate);
  }
  // One by its workers, one by its limiter: else the answer would tell nothing.
  expect(said.size).toBe(2);
});

test('3. why does this message wait? its card says where, for how long, and what held it', async ({ page }) => {
  await open(page, MOMENT);
  const whole = journalsOf(hook);
  const { hybrid } = journalsOf(hook, AT);
  const [id, { time: since }] = [...places(hybrid)].find(([, { kind }]) => kind === Fact.queued)!;
  await node(page, 'Hybrid', 'Queue').click({ position: { x: 4, y: 4 } });
  await page
    .locator('.card')
    .getByRole('button', { name: `message ${id}`, exact: true })
    .click();
  await expect(life(page, 'hybrid')).toContainText(has(`Now: waits in the queue for ${span(AT - since)}.`));
  const leased = of(whole.hybrid, id).find(({ kind }) => kind === Fact.leased)!;
  const held = heldBetween(whole.hybrid, since, leased.time);
  const gate = longest(held);
  await expect(life(page, 'hybrid')).toContainText(
    has(`In the queue: held by ${gateNames[gate]} (${span(held[gates.indexOf(gate)]!)})`),
  );
});

/** A message that waits for its next try in the push lane. */
function delayedIn(rows: readonly Row[], minLeft: SimTime): { id: number; due: SimTime; tries: number } {
  const [id, { value: due }] = [...places(rows)].find(
    ([, { kind, value }]) => kind === Fact.delayed && value > AT + minLeft,
  )!;
  return { id, due, tries: count(of(rows, id), Fact.sent) };
}

test('4. who will try it again? the message says: its sender in push, the broker in pull', async ({ page }) => {
  const { push } = journalsOf(hook, AT);
  const { id } = delayedIn(push, 0);
  // What comes next for it in the journal is a request of the sender, for which nobody asked.
  const next = of(journalsOf(hook).push, id).find(({ time, kind }) => time > AT && placing.includes(kind));
  expect([Fact.queued, Fact.sent]).toContain(next?.kind);
  const owner = settingsOf(hook, 'push')['retry.owner'];
  const who = { sender: 'The sender tries it again', broker: 'The broker gives it out again' } as Record<
    string,
    string
  >;
  await open(page, `${MOMENT}&m=${id}`);
  await expect(life(page, 'push')).toContainText(who[owner]!);
  const told = await page.getByTestId('life-pull').innerText();
  const pull = settingsOf(hook, 'pull')['retry.owner'];
  expect(pull).not.toBe(owner);
  const isOver = of(journalsOf(hook, AT).pull, id).some(({ kind }) => ending.includes(kind));
  if (isOver) expect(told).not.toContain('again');
  else expect(told).toContain(who[pull]);
});

test('5. when? on the senders’ memory the next one, in the message its own moment', async ({ page }) => {
  const { push } = journalsOf(hook, AT);
  const { id, due } = delayedIn(push, 20 * MILLISECOND);
  await open(page, `${MOMENT}&m=${id}`);
  await expect(life(page, 'push')).toContainText(has(`next try in ${span(due - AT)}.`));
  await expect(life(page, 'push')).toContainText(has(`tries it again, in ${span(due - AT)};`));
  const waiting = [...places(push).values()].filter(({ kind }) => kind === Fact.delayed);
  const first = Math.min(...waiting.map(({ value }) => value));
  await expect(node(page, 'Push', 'Senders’ memory')).toHaveAccessibleName(has(`next try in ${span(first - AT)}`));
});

test('6. how often still? under the pile for all of them, in the message for itself', async ({ page }) => {
  const { push } = journalsOf(hook, AT);
  const most = settingsOf(hook, 'push')['retry.maxAttempts'];
  const { id, tries } = delayedIn(push, 0);
  await open(page, `${MOMENT}&m=${id}`);
  await expect(life(page, 'push')).toContainText(`${most - tries} of ${most} tries left`);
  await expect(life(page, 'push')).toContainText(`Tries 1: refused`);
  expect(count(of(push, id), Fact.refused)).toBe(tries);
  const left = [...places(push)]
    .filter(([, { kind }]) => kind === Fact.delayed)
    .map(([each]) => most - count(of(push, each), Fact.sent));
  const [least, top] = [Math.min(...left), Math.max(...left)];
  const range = least === top ? `each has ${least}` : `${least} to ${top}`;
  await expect(label(page, 'push', 'pileNote')).toContainText(`${range} of ${most} tries left`);
});

test('7. what was lost, and why? the caption how many, the tray for which reasons, the message its own', async ({
  page,
}) => {
  await open(page, 'v=1&scenario=hook&t=40s');
  const { push, pull, hybrid } = journalsOf(hook);
  const dead = push.filter(({ kind }) => ending.includes(kind) && kind !== Fact.acked);
  expect(dead.length).toBeGreaterThan(0);
  for (const rows of [pull, hybrid])
    expect(rows.some(({ kind }) => kind !== Fact.acked && ending.includes(kind))).toBe(false);
  await expect(page.getByTestId('push-caption')).toContainText(`${dead.length} are lost`);
  const tray = node(page, 'Push', 'Dead letters');
  for (const reason of new Set(dead.map(({ value }) => value))) {
    const many = dead.filter(({ value }) => value === reason).length;
    await expect(tray).toHaveAccessibleName(has(`${lossNames[lossReasons[reason]!]} (${many})`));
  }
  await tray.evaluate((button: HTMLElement) => button.click());
  await expect(page.getByTestId('card-state')).toContainText(`${count(push, Fact.deadLettered)}`);
  const latest = dead.at(-1)!;
  await page
    .locator('.card')
    .getByRole('button', { name: `message ${latest.message}`, exact: true })
    .click();
  const born = of(push, latest.message).find(({ kind }) => kind === Fact.published)!;
  expect(lossReasons[latest.value]).toBe('attempts');
  await expect(life(page, 'push')).toContainText(
    has(`Became a dead letter after ${span(latest.time - born.time)}, because its attempts were used up.`),
  );
  for (const lane of ['pull', 'hybrid'] as const) await expect(life(page, lane)).toContainText('Done');
});

test('8. was it done twice? under the dependency how many were, in the message how often it was', async ({ page }) => {
  const at = 600 * SECOND;
  const { pull } = journalsOf(leaseTooShort.scenario, at);
  const twice = pull.filter(({ kind, value }) => kind === Fact.applied && value > 1);
  expect(twice.length).toBeGreaterThan(5);
  await open(page, `v=1&scenario=lease-too-short&t=600s&m=${twice[0]!.message}`);
  await expect(label(page, 'pull', 'done')).toContainText(`${twice.length} twice`);
  await expect(life(page, 'pull')).toContainText(`Its effect happened ${twice[0]!.value} times.`);
  // Nobody failed: the lease had ended before the work had.
  const [first] = of(pull, twice[0]!.message).filter(({ kind }) => kind === Fact.expired);
  expect(first).toBeDefined();
  await expect(life(page, 'pull')).toContainText('1: ran out of time');

  const acks = journalsOf(lostAcks.scenario, 30 * SECOND);
  await open(page, 'v=1&scenario=lost-acks&t=30s');
  for (const lane of laneIds) {
    const many = acks[lane].filter(({ kind, value }) => kind === Fact.applied && value > 1).length;
    await expect(label(page, lane, 'done')).toContainText(`${many} twice`);
  }
});

test('9. where does the backlog stand? in the senders’ memory or in the queue, the same in caption, figure and chart', async ({
  page,
}) => {
  const lab = await open(page, MOMENT);
  const journals = journalsOf(hook, AT);
  for (const lane of laneIds) {
    const waits = [...places(journals[lane]).values()].filter(
      ({ kind }) => kind === Fact.queued || (lane === 'push' && kind === Fact.delayed),
    );
    const place = lane === 'push' ? 'in the senders’ memory' : 'in the queue';
    await expect(label(page, lane, 'pile')).toContainText(place);
    const shown = await lab.number(lane, 'waiting');
    // What is about to be sent is drawn on its way already, as long as a move lasts at the most.
    const leaving = waits.filter(({ kind, value }) => kind === Fact.delayed && value <= AT + flightAt(1)).length;
    expect(shown).toBeLessThanOrEqual(waits.length);
    expect(shown).toBeGreaterThanOrEqual(waits.length - leaving);
    await expect(page.getByTestId(`${lane}-caption`)).toContainText(has(`${shown} wait ${place}`));
  }
  const plot = page.locator('figure[data-kind="outstanding"] .plot');
  await plot.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  // A bucket is read as it ends, a tenth of a second later.
  const later = journalsOf(hook, AT + 100 * MILLISECOND);
  const reading = laneIds.map((lane) => `${lane} ${count(later[lane], Fact.published) - overIn(later[lane])}`);
  const output = page.locator('figure[data-kind="outstanding"] output');
  await expect(output).toHaveText(has(`21.5 s: ${reading.join(' · ')}`));
});

const overIn = (rows: readonly Row[]) => rows.filter(({ kind }) => ending.includes(kind)).length;

test('10. what if the worker crashes? the same message, before and after, in every lane', async ({ page }) => {
  const { pull } = journalsOf(hook, AT);
  // Who is at work then: begun, and not finished.
  const begun = pull.filter(({ kind }) => kind === Fact.started).at(-1)!;
  const worker = begun.node;
  const id = begun.message;
  const harmed: Scenario = {
    ...hook,
    timeline: [{ type: 'harm', harm: 'worker.crash', at: AT, target: worker, lane: 'pull' }],
  };
  const [before, after] = [journalsOf(hook), journalsOf(harmed)];
  const lived = (rows: readonly Row[]) => {
    const own = of(rows, id);
    return (own.find(({ kind }) => ending.includes(kind))?.time ?? hook.until) - own[0]!.time;
  };
  await open(page, `${MOMENT}&m=${id}`);
  for (const lane of laneIds)
    await expect(page.getByTestId(`life-total-${lane}`)).toHaveText(has(span(lived(before[lane]))));
  await node(page, 'Pull', `Worker ${worker + 1}`).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Crash it' }).click();
  expect(of(after.pull, id).some(({ kind, value }) => kind === Fact.finished && value === Outcome.crash)).toBe(true);
  await expect(life(page, 'pull')).toContainText('1: lost in a crash');
  // Nobody tells the broker, so it waits for the end of the lease.
  const { value: leaseEnd } = of(after.pull, id).find(({ kind }) => kind === Fact.leased)!;
  await expect(life(page, 'pull')).toContainText(has(`nobody works on it, lease ends in ${span(leaseEnd - AT)}`));
  for (const lane of laneIds)
    await expect(page.getByTestId(`life-total-${lane}`)).toHaveText(has(span(lived(after[lane]))));
  expect(lived(after.pull)).toBeGreaterThan(lived(before.pull));
  for (const lane of ['push', 'hybrid'] as const) expect(lived(after[lane])).toBe(lived(before[lane]));
});
