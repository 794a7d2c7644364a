/** What held the queue during the last second, as shares, and at this very instant. */
import { gates } from '../../model/journal.ts';
import { gateNames, gateTimes } from '../stage/heldBy.ts';
import type { LaneMoment } from '../stage/moment.ts';

export function GateShares({ moment }: { moment: LaneMoment }) {
  const times = gateTimes(moment, moment.playhead);
  const sum = times.reduce((all, time) => all + time, 0);
  const shares = gates
    .map((gate, i) => ({ gate, share: sum > 0 ? times[i]! / sum : 0 }))
    .filter(({ share }) => share >= 0.005)
    .sort((a, b) => b.share - a.share);
  if (shares.every(({ gate }) => gate === 'none')) return null;
  return (
    <p className="t2">
      In the last second: {shares.map(({ gate, share }) => `${gateNames[gate]} ${Math.round(share * 100)}%`).join(', ')}
      . Just now: <strong>{gateNames[gates[moment.picture.gate] ?? 'none']}</strong>.
    </p>
  );
}
