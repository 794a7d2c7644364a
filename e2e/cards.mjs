/**
 * Draws what stands for the Lab elsewhere, from the Lab itself: public/card.png, 1200×630, for links; public/figure.svg, as it is taken away;
 * and the icons as PNG, from public/icon.svg.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';

const root = join(import.meta.dirname, '..');
const port = Number(process.env.PORT ?? 4173);
const CARD = { width: 1200, height: 630 };
const icons = [
  { file: 'icon.png', size: 32, paper: 'transparent', margin: 0 },
  // The system rounds its corners and knows no transparency.
  { file: 'touch-icon.png', size: 180, paper: '#ffffff', margin: 26 },
];

const note = join(root, 'node_modules/.cache/browser.json');
const { path } = existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) : { path: null };
const server = await preview({ root, preview: { port, strictPort: true }, logLevel: 'error' });
const browser = await chromium.launch({ executablePath: path ?? undefined, chromiumSandbox: false });
try {
  const page = await browser.newPage({ viewport: CARD, colorScheme: 'light' });
  await page.goto(`http://localhost:${port}/#v=1&scenario=hook&t=21.5s&mode=present`);
  await page.getByTestId('push-caption').getByText(/ose/).waitFor();
  await page.evaluate(() => document.fonts.ready);
  // Nobody can press a button in a picture.
  await page.addStyleTag({ content: '.present-end { visibility: hidden }' });
  await page.evaluate(() => {
    const foot = document.querySelector('.present-foot');
    foot.textContent = 'Push–Pull Lab';
    foot.style.fontWeight = '600';
  });
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(root, 'public/card.png') });
  await page.goto('about:blank');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`http://localhost:${port}/#v=1&scenario=hook&t=21.5s`);
  await page.getByTestId('receipt').waitFor();
  await page.getByRole('button', { name: 'Take away' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save SVG' }).click();
  // It names the link that it was made of; where the Lab was served for it concerns nobody.
  const figure = readFileSync(await (await saved).path(), 'utf8');
  writeFileSync(join(root, 'public/figure.svg'), figure.replaceAll(`http://localhost:${port}/`, ''));
  const svg = readFileSync(join(root, 'public/icon.svg'), 'utf8');
  for (const { file, size, paper, margin } of icons) {
    await page.setViewportSize({ width: size, height: size });
    const inner = size - 2 * margin;
    await page.setContent(
      `<body style="margin:${margin}px;background:${paper}"><div style="width:${inner}px;height:${inner}px">${svg}</div>`,
    );
    await page.screenshot({ path: join(root, 'public', file), omitBackground: true });
  }
} finally {
  await browser.close();
  await server.close();
}
