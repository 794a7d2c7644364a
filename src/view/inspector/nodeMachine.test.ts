import { expect, test } from 'vitest';
import { type LaneId, laneIds } from '../../model/lanes.ts';
import { cast } from '../../model/statechart.ts';
import type { NodeId } from '../../store/state.ts';
import { machineOf } from './nodeMachine.ts';

const nodes: readonly NodeId[] = [
  'producers',
  'queue',
  'room',
  'link',
  'inbox',
  'worker:2',
  'consumers',
  'breaker',
  'downstream',
  'dlq',
];

test.each(laneIds)(
  'every part of the %s lane has a machine that this lane has, and names it as it is known',
  (lane) => {
    // Only a push link ends in an inbox.
    for (const node of nodes.filter((each) => each !== 'inbox' || lane === 'push')) {
      const { subject } = machineOf(node, lane);
      const { lanes, by } = cast[subject.machine];
      expect(lanes as readonly LaneId[]).toContain(lane);
      expect(subject.lane).toBe(lane);
      if (by === null) expect(subject.which).toBeNull();
    }
    expect(machineOf('worker:2', lane).subject).toEqual({ lane, machine: 'worker', which: 2 });
  },
);
