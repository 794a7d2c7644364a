/** The page: bar, stage, charts, controls and transport, laid out for the room there is. */
import { useEffect, useState } from 'react';
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

export function Lab() {
  const layout = useLayout();
  const dropped = useDroppedFile();
  const [helpOpen, setHelpOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => onShortcut(event, () => setHelpOpen(true));
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <div className={`lab lab-${layout}`} data-dropping={dropped.hovering}>
      <TopBar helpOpen={helpOpen} onHelp={setHelpOpen} />
      <Notices more={dropped.error} onDismissMore={dropped.dismiss} />
      <main>
        {layout === 'phone' && <LaneSwitch />}
        <Stage
          layout={layout}
          headline={<Headline />}
          caption={(lane) => <LaneCaption lane={lane} brief={layout !== 'wide'} />}
        />
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
