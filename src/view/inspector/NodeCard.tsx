/** The card of a part of a lane: what it does now, its counts, who waits there, and the settings that are in force. */
import { useMemo } from 'react';
import type { NodeId } from '../../store/state.ts';
import type { LaneMoment } from '../stage/moment.ts';
import { laneNames } from '../stage/sentence.ts';
import { capitalized } from '../story/words.ts';
import { Card } from './Card.tsx';
import { GateShares } from './GateShares.tsx';
import { HarmButtons } from './HarmButtons.tsx';
import { MachineHere } from './MachineHere.tsx';
import { MessagesHere } from './MessagesHere.tsx';
import { machineOf } from './nodeMachine.ts';
import { drillState, nodeCounts, nodeName, nodeState } from './nodeWords.ts';
import { SettingsInForce } from './SettingsInForce.tsx';

interface Props {
  node: NodeId;
  moment: LaneMoment;
}

export function NodeCard({ node, moment }: Props) {
  const { lane } = moment;
  const drills = drillState(moment);
  const what = useMemo(() => ({ kind: 'node', lane, node }) as const, [lane, node]);
  return (
    <Card
      id={`${lane}:${node}`}
      kind="node"
      title={
        <>
          <span className={lane}>{laneNames[lane]}</span> · {nodeName(node, moment)}
        </>
      }
    >
      <p className="card-state" data-testid="card-state">
        {capitalized(nodeState(node, moment))}.
      </p>
      {drills !== '' && <p className="bad">{capitalized(drills)}.</p>}
      {node === 'queue' && <GateShares moment={moment} />}
      <dl className="card-counts">
        {nodeCounts(node, moment).map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <HarmButtons what={what} />
      <MachineHere {...machineOf(node, lane)} />
      <MessagesHere node={node} moment={moment} />
      <SettingsInForce node={node} lane={lane} settings={moment.settings} />
    </Card>
  );
}
