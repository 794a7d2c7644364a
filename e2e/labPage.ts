/** The Lab as a person uses it: opened by a link, read by its numbers, turned by its knobs. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { LaneId } from '../src/model/lanes.ts';

export class LabPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens a link and waits until the run is simulated to its end, which is when the receipt is known. */
  async open(fragment = ''): Promise<void> {
    await this.page.goto(fragment === '' ? './' : `./#${fragment}`);
    await this.simulated();
  }

  async simulated(): Promise<void> {
    await expect(this.page.getByTestId('receipt')).toHaveText(/^\d+-[0-9a-f]{16}/, {
      // A machine that has other things to do takes its time.
      timeout: 30_000,
    });
  }

  async number(lane: LaneId, what: string): Promise<number> {
    return Number((await this.page.getByTestId(`${lane}-${what}`).textContent())!.replace(/[^\d.]/g, ''));
  }

  async receipt(): Promise<string> {
    return (
      (await this.page.getByTestId('receipt').getAttribute('title')) ??
      (await this.page.getByTestId('receipt').innerText())
    );
  }

  slider(label: string): Locator {
    return this.page.getByRole('slider', { name: label, exact: true });
  }

  drill(name: RegExp): Locator {
    return this.page.getByRole('region', { name: 'Break something' }).getByRole('button', { name });
  }

  /** Breaks the broker for a moment, turns a knob and stops in the middle. */
  async drillAndEdit(): Promise<void> {
    await this.drill(/Broker down/).click();
    await this.page.waitForTimeout(500);
    await this.drill(/Broker down/).click();
    await this.slider('Poll interval').focus();
    await this.page.keyboard.press('ArrowLeft');
    await this.page.getByRole('button', { name: 'Pause', exact: true }).click();
  }

  /** Drops a file on the page as the desktop would. */
  async drop(name: string, text: string): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      ([file, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([content!], file!));
        return data;
      },
      [name, text],
    );
    for (const type of ['dragenter', 'dragover', 'drop'])
      await this.page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
}
