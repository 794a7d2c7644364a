/** How much may move, for components that are others then. */
import { useSyncExternalStore } from 'react';
import { type Motion, motion, onMotionChange } from '../store/motion.ts';

export const useMotion = (): Motion => useSyncExternalStore(onMotionChange, motion);
