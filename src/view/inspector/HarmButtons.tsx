/** The harm that can be done to what a card shows, as plain buttons. */
import type { Inspected } from '../../store/state.ts';
import { harmsOf } from './harm.ts';

export function HarmButtons({ what }: { what: Inspected }) {
  const harms = harmsOf(what);
  if (harms.length === 0) return null;
  return (
    <div className="harms">
      {harms.map(({ label, help, act }) => (
        <button key={label} type="button" className="link" title={help} onClick={act}>
          {label}
        </button>
      ))}
    </div>
  );
}
