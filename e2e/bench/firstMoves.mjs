/** How long it takes from asking for the page, with nothing cached, until the run moves in it. */
const ROUNDS = 7;

/** In the page: the time of the frame in which the playhead shows another instant than at first. */
const watch = () => {
  let first = '';
  const look = () => {
    const text = document.querySelector('[data-testid="playhead"]')?.textContent ?? '';
    first ||= text;
    if (text !== first) window.movedAtMs = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

export async function firstMoves(withPage) {
  const times = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const took = await withPage('', async (page, address) => {
      await page.addInitScript(watch);
      await page.goto(address);
      return (await page.waitForFunction(() => window.movedAtMs)).jsonValue();
    });
    if (round > 0) times.push(took); // the first round warms up browser and server
  }
  return times;
}
