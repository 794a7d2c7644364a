/** React's way to the lab: renders again when what `select` picks is another (by Object.is). */
import { useStore } from 'zustand';
import { lab } from './lab.ts';
import type { LabState } from './state.ts';

export const useLab = <Picked>(select: (state: LabState) => Picked): Picked => useStore(lab, select);
