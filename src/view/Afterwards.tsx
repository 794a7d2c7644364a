/** The line under the charts: how to read them, and when the story has been told, what one may do next. */

import { burstsOf } from '../model/bursts.ts';
import { SECOND } from '../model/time.ts';
import { catalogue } from '../scenarios/catalogue.ts';
import { play, restart, seek, set, setApplyFrom } from '../store/commands.ts';
import { lab, player } from '../store/lab.ts';
import { useLab } from '../store/useLab.ts';
import { Icon } from './icons.tsx';
import { isTold } from './story/afterwards.ts';

/** So long before the burst a replay begins, that the calm can be seen once more. */
const LEAD = 1.5 * SECOND;

function replay(): void {
  const { scenario } = lab.getState();
  const first = burstsOf(scenario)[0];
  if (first === undefined) restart();
  else {
    seek(Math.max(0, first.at - LEAD));
    play();
  }
}

/** The planned burst, twice as large, from the start: the past is not what it was, so the run is computed anew. */
function biggerBurst(): void {
  const { scenario, applyFrom } = lab.getState();
  const size = player.settings(scenario.lanes[0] ?? 'push')['burst.size'];
  setApplyFrom('start');
  set('burst.size', Math.min(10_000, size * 2), null);
  setApplyFrom(applyFrom);
  replay();
}

export function Afterwards() {
  const told = useLab(({ story, playhead, lanes }) =>
    isTold(story, playhead, { push: lanes.push.lost, pull: lanes.pull.lost, hybrid: lanes.hybrid.lost }),
  );
  const planned = useLab((state) => player.settings(state.scenario.lanes[0] ?? 'push')['burst.size'] > 0);
  const isAlone = useLab((state) => state.scenario.lanes.length === 1);
  const turn = useLab((state) => catalogue.find(({ scenario }) => scenario.name === state.base.name)?.turn);
  if (!told) {
    return (
      <p className="afterwards t2">
        Pale lines run ahead of the playhead: this run is already computed
        {isAlone ? '' : ', and every lane met the same arrivals'}.
      </p>
    );
  }
  return (
    <p className="afterwards">
      <button type="button" className="link" onClick={replay}>
        <Icon name="play" size={10} /> Replay
      </button>
      {planned && (
        <button type="button" className="link" onClick={biggerBurst}>
          Bigger burst
        </button>
      )}
      <button type="button" className="link" onClick={play}>
        Run on
      </button>
      {turn && <span className="t2">Or try: {turn}</span>}
    </p>
  );
}
