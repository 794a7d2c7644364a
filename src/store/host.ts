/** What the embedding page may ask of the figure and what it is told, by `postMessage`. Heard is only the window around it. */
import { splitKey } from '../model/scenario.ts';
import { SECOND } from '../model/time.ts';
import { setText } from './commands.ts';
import { figure, isOver, pauseFigure, playFigure, rest, rouse, seekFigure } from './figure.ts';
import { lab, player, run } from './lab.ts';
import { milestonesBetween } from './milestones.ts';

const PROTOCOL = 'push-pull-lab';
const VERSION = 1;

const isFramed = () => window.parent !== window;

/** Without a pinned origin anybody may hear: what is told is on the screen anyway. */
export function tell(type: string, detail: Record<string, unknown> = {}): void {
  if (!isFramed()) return;
  const { hostOrigin } = figure.getState().options;
  window.parent.postMessage({ protocol: PROTOCOL, version: VERSION, type, ...detail }, hostOrigin ?? '*');
}

/** Hears the host from now on, and tells it what happens. */
export function attendHost(): void {
  addEventListener('message', hear);
  let before = run.getSnapshot().value;
  run.subscribe(({ value }) => {
    if (value === before) return;
    before = value;
    if (value === 'running') tell('playing');
    if (value !== 'paused' && value !== 'finished') return;
    const seconds = player.playhead() / SECOND;
    tell('paused', { seconds });
    if (isOver()) tell('finished', { seconds, receipt: lab.getState().receipt });
  });
  tellMilestones();
  tell('ready');
}

/** Those that are passed, not those that are jumped over. What is passed before it is known is told when it is. */
function tellMilestones(): void {
  let told = 0;
  let jumped = true;
  run.subscribe(({ value }) => {
    jumped ||= value === 'seeking' || value === 'loading';
  });
  lab.subscribe(({ story }) => {
    const { value } = run.getSnapshot();
    if (value === 'seeking' || value === 'loading') return;
    const at = player.playhead();
    if (jumped) told = at;
    jumped = false;
    if (story === null || at <= told) return;
    for (const { name, lane, at: time } of milestonesBetween(story, told, at))
      tell('milestone', { name, lane, seconds: time / SECOND });
    told = at;
  });
}

function hear({ source, origin, data }: MessageEvent): void {
  const { hostOrigin } = figure.getState().options;
  if (!isFramed() || source !== window.parent || (hostOrigin !== null && origin !== hostOrigin)) return;
  if (typeof data !== 'object' || data === null || data.protocol !== PROTOCOL || data.version !== VERSION) return;
  const refused = obey(data);
  if (refused !== null) tell('refused', { message: refused });
}

/** Does what is asked; the answer says why not, if so. */
function obey({ type, seconds, id, value }: Record<string, unknown>): string | null {
  switch (type) {
    case 'play':
      playFigure();
      return null;
    case 'pause':
      pauseFigure();
      return null;
    case 'rest':
      rest();
      return null;
    case 'seek':
      if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return 'seek: seconds must be a number.';
      seekFigure(Math.round(seconds * SECOND));
      return null;
    case 'set':
      return setByHost(id, value);
    default:
      return `“${String(type).slice(0, 40)}” is not play, pause, rest, seek or set.`;
  }
}

function setByHost(id: unknown, value: unknown): string | null {
  if (figure.getState().options.readOnly) return 'set: this figure is read-only.';
  const key = typeof id === 'string' ? splitKey(id) : null;
  if (key === null) return `set: there is no setting “${String(id).slice(0, 80)}”.`;
  rouse();
  const text = typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value).slice(0, 200);
  return setText(key.id, text, key.lane);
}
