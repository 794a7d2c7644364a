import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { isNumeric, type Value } from '../src/model/knobs.ts';
import type { LaneId } from '../src/model/lanes.ts';
import { groups, type ParameterId, parameterIds, parameters, type Row } from '../src/model/parameters.ts';
import { display, formatValue } from '../src/model/units.ts';
import { hook } from '../src/scenarios/hook.ts';
import { LabPage } from './labPage.ts';

const HOOK = 'v=1&scenario=hook&t=21.5s';

class Drawers {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  group(id: string) {
    return this.page.locator(`[data-group="${id}"]`);
  }

  /** On a page without a margin the controls are in a sheet. */
  async openAll(): Promise<void> {
    const sheet = this.page.getByRole('button', { name: 'Controls', exact: true });
    if ((await this.page.locator('[data-group]').count()) === 0) await sheet.click();
    for (const { id } of groups)
      await this.group(id)
        .getByRole('button', { name: /^\d+ more/ })
        .click();
  }

  control(id: ParameterId) {
    return this.page.locator(`[data-parameter="${id}"]`);
  }

  /** What each control of a group says, in the order of the screen: its label and its value in words. */
  read(group: string) {
    return this.group(group).evaluate((element) =>
      [...element.querySelectorAll<HTMLElement>('[data-parameter]')].map((control) => {
        const field = control.querySelector<HTMLInputElement | HTMLSelectElement>('select, [role=switch]');
        const value =
          field instanceof HTMLInputElement ? (field.checked ? 'on' : 'off') : field?.selectedOptions[0]?.textContent;
        return {
          id: control.dataset.parameter!,
          label: control.querySelector('label, .name')!.textContent,
          value: value ?? control.querySelector('.value')!.textContent!.trim(),
        };
      }),
    );
  }
}

/** The value for which a control stands: that of the lane, or of all that have none of their own. */
function standingIn(row: Row, lane: LaneId | null): Value {
  const values: Record<string, Value> = hook.values;
  const own = lane === null ? undefined : (values[`${lane}:${row.id}`] ?? values[row.id] ?? row.initialIn[lane]);
  return own ?? values[row.id] ?? row.initial;
}

/** In the table's words: to three digits where it is a number. */
function words(row: Row, value: Value): string {
  if (!isNumeric(row)) return formatValue(row, value);
  const { number, unit } = display(row, value);
  return `${number} ${unit}`.trim();
}

/** All rows of a group that a lane has, or all that it has if none is chosen. */
function expected(group: string, chosen: LaneId | null) {
  const rows = parameterIds.map((id): Row => parameters[id]).filter((row) => row.group === group);
  return rows.flatMap((row) => {
    const { lanes } = row;
    if (chosen !== null && (lanes === 'shared' || !lanes.includes(chosen))) return [];
    const lane = lanes !== 'shared' && lanes.length === 1 ? lanes[0]! : chosen;
    return [{ id: row.id as string, label: row.label, value: words(row, standingIn(row, lane)) }];
  });
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

test('the drawers hold a control for every row of the table, with its label and its value, for each lane that can be chosen', async ({
  page,
}) => {
  await new LabPage(page).open(HOOK);
  const drawers = new Drawers(page);
  await drawers.openAll();
  let seen = 0;
  for (const { id } of groups) {
    const controls = await drawers.read(id);
    expect(controls.sort(byId), id).toEqual(expected(id, null).sort(byId));
    seen += controls.length;
    const lanes = (['push', 'pull', 'hybrid'] as const).filter((lane) =>
      parameterIds.some((row) => {
        const { group, lanes: has }: Row = parameters[row];
        return group === id && has !== 'shared' && has.length > 1 && has.includes(lane);
      }),
    );
    for (const lane of lanes) {
      await drawers.group(id).getByRole('button', { name: lane, exact: true }).click();
      expect((await drawers.read(id)).sort(byId), `${id}, ${lane}`).toEqual(expected(id, lane).sort(byId));
    }
  }
  expect(seen).toBe(parameterIds.length);
});

test('each kind of control turns its parameter, and the address keeps it', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(HOOK);
  const drawers = new Drawers(page);
  await drawers.openAll();
  await page.getByRole('radio', { name: 'from the start' }).check();
  const inAddress = (key: string) =>
    expect.poll(() => new URLSearchParams(new URL(page.url()).hash.slice(1)).get(key), { message: key });

  await drawers.control('retry.power').getByRole('slider').press('ArrowRight');
  await inAddress('retry.power').toBe('5');
  await drawers.control('retry.schedule').getByRole('combobox').selectOption('list');
  await inAddress('retry.schedule').toBe('list');
  await drawers.control('redrive.resetAge').getByRole('switch').click();
  await inAddress('redrive.resetAge').toBe('off');
  await drawers.control('retry.list').getByRole('button', { name: /, 5s,/ }).click();
  await drawers.control('retry.list').getByRole('textbox').fill('2s, 90s');
  await drawers.control('retry.list').getByRole('textbox').press('Enter');
  await inAddress('retry.list').toBe('2s,90s');
  await drawers.control('dlq.ttl').getByRole('button', { name: '14 d' }).click();
  await drawers.control('dlq.ttl').getByRole('textbox').fill('2d');
  await drawers.control('dlq.ttl').getByRole('textbox').press('Enter');
  await inAddress('dlq.ttl').toBe('2d');
  await drawers.group('broker').getByRole('button', { name: 'pull', exact: true }).click();
  await drawers.control('queue.order').getByRole('combobox').selectOption('fifo-group');
  await inAddress('pull:queue.order').toBe('fifo-group');

  await page.reload();
  await lab.simulated();
  await drawers.openAll();
  const said = Object.fromEntries((await drawers.read('retry')).map(({ id, value }) => [id, value]));
  expect(said).toMatchObject({
    'retry.power': '5',
    'retry.schedule': 'list',
    'retry.list': '2s,90s',
    'redrive.resetAge': 'off',
    'dlq.ttl': '2 d',
  });
  await expect(drawers.control('queue.order').getByRole('button', { name: 'pull fifo-group' })).toBeVisible();
});

test('what does nothing at present is pale and says what it waits for', async ({ page }) => {
  await new LabPage(page).open(HOOK);
  const drawers = new Drawers(page);
  await drawers.openAll();
  const surge = drawers.control('surge.on');
  await expect(surge).toHaveAttribute('data-idle', 'true');
  await expect(surge).toHaveAttribute('title', /It acts only while “Pattern” is on-off\.$/);
  await drawers.control('arrival.process').getByRole('combobox').selectOption('on-off');
  await expect(surge).toHaveAttribute('data-idle', 'false');
});

const screens = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
for (const viewport of screens) {
  test(`at ${viewport.width}×${viewport.height} no label in the drawers is cut off and no control lies on another`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await new LabPage(page).open(HOOK);
    const drawers = new Drawers(page);
    await drawers.openAll();
    const wrong = await page.locator('.controls').evaluate((controls) => {
      const found: string[] = [];
      const all = [...controls.querySelectorAll<HTMLElement>('[data-parameter]')];
      const boxes = all.map((control) => control.getBoundingClientRect());
      for (const [i, control] of all.entries()) {
        const id = control.dataset.parameter!;
        for (const text of control.querySelectorAll('label, .name, .value, select'))
          if (text.scrollWidth > text.clientWidth + 1 && text.clientWidth > 0) found.push(`${id} is cut off`);
        for (const part of control.querySelectorAll('label, .name, .value, .own, select, [role=switch]')) {
          const { left, right } = part.getBoundingClientRect();
          if (left < boxes[i]!.left - 1 || right > boxes[i]!.right + 1) found.push(`${id} leaves its row`);
        }
        const under = boxes.findIndex(
          (box, j) =>
            j > i &&
            box.left < boxes[i]!.right &&
            box.right > boxes[i]!.left &&
            box.top < boxes[i]!.bottom - 1 &&
            box.bottom > boxes[i]!.top + 1,
        );
        if (under >= 0) found.push(`${id} lies on ${all[under]!.dataset.parameter}`);
      }
      return found;
    });
    expect(wrong).toEqual([]);
    expect(await drawers.page.locator('[data-parameter]').count()).toBe(parameterIds.length);
  });
}

test('axe finds nothing in the drawers, light or dark', async ({ page }) => {
  test.slow(); // Axe looks at each of some thousand elements.
  await new LabPage(page).open(HOOK);
  await new Drawers(page).openAll();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('.controls').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
  }
});
