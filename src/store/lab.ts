/** The one lab of the page: what it knows, its player, its worker and the life of its run, wired together. What to do with it is in commands.ts. */
import { createActor } from 'xstate';
import { defaultCharts } from '../model/linkView.ts';
import { emptyPicture } from '../model/picture.ts';
import { hook } from '../scenarios/hook.ts';
import { createClient } from '../worker/client.ts';
import { startWorker } from '../worker/startWorker.ts';
import { noHistory, withSeen } from './history.ts';
import { laneNow } from './laneNow.ts';
import { createPlayer, type PlayerControls } from './player.ts';
import { runFlow } from './runFlow.ts';
import { createLab } from './state.ts';

const nothing = laneNow(emptyPicture());

export const lab = createLab({
  scenario: hook,
  base: hook,
  notes: [],
  speed: 1,
  loop: null,
  applyFrom: 'now',
  focus: 'push',
  charts: defaultCharts,
  zoom: null,
  marked: null,
  presenting: false,
  playhead: 0,
  lanes: { push: nothing, pull: nothing, hybrid: nothing },
  story: null,
  receipt: null,
  history: noHistory,
  seen: {},
  ghosts: [],
  inspected: null,
  follows: false,
  lives: null,
});

export const run = createActor(runFlow);

export const client = createClient(
  startWorker,
  (message) => {
    if (message.type === 'lives') lab.setState({ lives: message });
    else player.receive(message);
  },
  (reason) => run.send({ type: 'failed', message: reason }),
);

export const player: PlayerControls = createPlayer(
  {
    send: (message) => client.send(message),
    requestFrame: (callback) => requestAnimationFrame(callback),
    moved() {
      const { push, pull, hybrid } = player.tapes;
      const lanes = { push: laneNow(push.picture), pull: laneNow(pull.picture), hybrid: laneNow(hybrid.picture) };
      const { history, seen } = lab.getState();
      const playhead = player.playhead();
      lab.setState({ playhead, lanes, seen: withSeen(seen, history, playhead) });
    },
    covered: () => run.send({ type: 'covered', atEnd: player.playhead() >= player.scenario().until }),
    ended: () => run.send({ type: 'ended' }),
    looped(from) {
      run.send({ type: 'seek' });
      player.seek(from);
    },
    told: (ending) => lab.setState(ending),
    failed: (message) => run.send({ type: 'failed', message }),
  },
  hook,
);

run.subscribe(({ value }) => player.setPlaying(value === 'running'));
run.start();
