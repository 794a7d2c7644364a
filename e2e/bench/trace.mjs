/** The browser's own trace: what of a page's threads was script, and how much of the processor it took. */
const SCRIPT =
  /^(FunctionCall|EvaluateScript|FireAnimationFrame|EventDispatch|TimerFire|RunMicrotasks|FireIdleCallback)$/;

const durationOf = (calls) => calls.reduce((sum, { cpuMs }) => sum + cpuMs, 0);

/** Calls within calls are left out: they count with those that made them. */
function outermost(events) {
  let end = 0;
  return events
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)
    .filter(({ ts, dur }) => {
      const isOutermost = ts >= end;
      if (isOutermost) end = ts + dur;
      return isOutermost;
    })
    .map(({ name, tdur }) => ({ name, cpuMs: tdur / 1_000 }));
}

/** The script of the page's thread of that name while `act` goes on, in order. Other processes may have such a thread too, but they do nothing. */
export async function scriptDuring(browser, page, thread, act) {
  await browser.startTracing(page, { categories: ['devtools.timeline', '__metadata'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  return traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args.name === thread)
    .map(({ pid, tid }) =>
      outermost(
        traceEvents.filter(
          (event) => event.ph === 'X' && event.pid === pid && event.tid === tid && SCRIPT.test(event.name),
        ),
      ),
    )
    .reduce((most, calls) => (durationOf(calls) > durationOf(most) ? calls : most), []);
}
