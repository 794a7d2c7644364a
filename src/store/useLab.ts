/** React's way to the lab and to the life of its run: renders again when what `select` picks is another (by Object.is). */
import { useSyncExternalStore } from 'react';
import type { SnapshotFrom } from 'xstate';
import { useStore } from 'zustand';
import { lab, run } from './lab.ts';
import type { LabState } from './state.ts';

export const useLab = <Picked>(select: (state: LabState) => Picked): Picked => useStore(lab, select);

const subscribe = (onChange: () => void) => {
  const { unsubscribe } = run.subscribe(onChange);
  return unsubscribe;
};

export const useRun = <Picked>(select: (snapshot: SnapshotFrom<typeof run>) => Picked): Picked =>
  useSyncExternalStore(subscribe, () => select(run.getSnapshot()));
