/** The scene that the page's own player shows. */
import { lab, player } from '../../store/lab.ts';
import { ghostNow } from '../../store/undoing.ts';
import { type Scene, sceneOf } from './scene.ts';

export const sceneNow = (): Scene => sceneOf(player, lab.getState(), ghostNow());
