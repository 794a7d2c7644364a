/** How many deliveries a sender allows itself unanswered. */
import { NEVER } from '../../model/time.ts';
import { instancesOf } from './consumerMarks.ts';
import type { LaneMoment } from './moment.ts';

/** NEVER if there is no bound. An adaptive window may be narrower than what is set. */
export function creditOf(moment: Pick<LaneMoment, 'settings' | 'picture'>): number {
  const { settings, picture } = moment;
  const window = settings['push.window'] === 'fixed' ? NEVER : picture.window || settings['push.windowInit'];
  const each = Math.min(settings['push.maxInFlight'], window);
  return each === NEVER || settings['push.scope'] === 'shared' ? each : each * instancesOf(moment);
}
