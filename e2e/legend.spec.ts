import { expect, test } from '@playwright/test';

test('behind ? is how to read the figure: each mark drawn, with its meaning', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByTestId('playhead')).toBeVisible();
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'How to read the figure' }).click();
  const legend = page.getByRole('dialog', { name: 'How to read the figure' });
  await expect(legend.getByRole('term').first()).toBeVisible();
  const drawn = await legend.locator('canvas').evaluateAll((canvases) =>
    canvases.map((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      return data.some((value) => value > 0);
    }),
  );
  expect(drawn.length).toBeGreaterThan(20);
  expect(drawn).not.toContain(false);
  await expect(legend.getByRole('term')).toHaveCount(drawn.length);
  await page.keyboard.press('Escape');
  await expect(legend).toBeHidden();
});
