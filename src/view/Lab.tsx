/** The page: bar, stage, charts, controls and transport, laid out for the room there is. */
import { lazy, Suspense, useEffect, useState } from 'react';
import type { LaneId } from '../model/lanes.ts';
import { useLab } from '../store/useLab.ts';
import { Afterwards } from './Afterwards.tsx';
import { Charts } from './charts/Charts.tsx';
import { Drills } from './controls/Drills.tsx';
import { onShortcut } from './keys.ts';
import { LaneSwitch } from './LaneSwitch.tsx';
import { Margin } from './Margin.tsx';
import { Notices } from './Notices.tsx';
import { Panels } from './Panels.tsx';
import { Stage } from './stage/Stage.tsx';
import { Headline } from './story/Headline.tsx';
import { LaneCaption } from './story/LaneCaption.tsx';
import { TopBar } from './TopBar.tsx';
import { Transport } from './transport/Transport.tsx';
import { useDroppedFile } from './useDroppedFile.ts';
import { useLayout } from './useLayout.ts';
import { useMotion } from './useMotion.ts';

const Strip = lazy(() => import('./modes/Strip.tsx'));
const Present = lazy(() => import('./modes/Present.tsx'));

export function Lab() {
  const layout = useLayout();
  const motion = useMotion();
  const presenting = useLab((state) => state.presenting);
  const dropped = useDroppedFile();
  const [helpOpen, setHelpOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => onShortcut(event, () => setHelpOpen(true));
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  const caption = (lane: LaneId) => <LaneCaption lane={lane} brief={layout !== 'wide'} />;
  if (presenting && layout !== 'phone') {
    return (
      <Suspense>
        <Present />
      </Suspense>
    );
  }
  return (
    <div className={`lab lab-${layout}`} data-dropping={dropped.hovering}>
      <TopBar helpOpen={helpOpen} onHelp={setHelpOpen} />
      <Notices more={dropped.error} onDismissMore={dropped.dismiss} />
      <main>
        {motion === 'still' ? (
          <Suspense>
            <Strip headline={<Headline />} caption={caption} />
          </Suspense>
        ) : (
          <>
            {layout === 'phone' && <LaneSwitch />}
            <Stage layout={layout} headline={<Headline />} caption={caption} />
          </>
        )}
        <Charts layout={layout} />
        <Afterwards />
      </main>
      {layout === 'wide' && <Margin />}
      <div className="foot">
        <Transport />
        {layout === 'wide' && <Drills />}
      </div>
      {layout !== 'wide' && <Panels />}
    </div>
  );
}
