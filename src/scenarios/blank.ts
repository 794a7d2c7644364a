/** The parameter table as it is: no value of its own, nothing happens on the way. */
import type { Scenario } from '../model/scenario.ts';
import { SECOND } from '../model/time.ts';

export const blank: Scenario = {
  name: 'blank',
  seed: 1,
  until: 60 * SECOND,
  lanes: ['push', 'pull', 'hybrid'],
  values: {},
  timeline: [],
  trace: null,
};
