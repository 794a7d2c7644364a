/** How to read the figure: every mark there is, painted as the stage paints it, with what it means. */
import { useEffect, useRef } from 'react';
import { usePalette } from '../palette.ts';
import { Dialog } from '../share/Dialog.tsx';
import { fitCanvas, paint } from '../stage/paint.ts';
import { ENTRY_HEIGHT, ENTRY_WIDTH, type LegendEntry, legend } from './entries.ts';
import './legend.css';

export default function LegendDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="How to read the figure" onClose={onClose}>
      <p className="legend-rule">
        Right is work moving on, left is asking and answering. Filled is a message, hollow is a question. What stands
        waits; what shrinks is being worked on. Short trips are stretched so that they can be seen; arrivals are exact.
      </p>
      <dl className="legend">
        {legend.map((entry) => (
          <Entry key={entry.title} {...entry} />
        ))}
      </dl>
    </Dialog>
  );
}

function Entry({ title, says, marks }: LegendEntry) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  useEffect(() => {
    const density = window.devicePixelRatio;
    fitCanvas(canvas.current!, ENTRY_WIDTH, ENTRY_HEIGHT, density);
    paint(canvas.current!, marks, palette, density);
  }, [marks, palette]);
  return (
    <div>
      <dt>
        <canvas ref={canvas} style={{ width: ENTRY_WIDTH, height: ENTRY_HEIGHT }} />
        {title}
      </dt>
      <dd>{says}</dd>
    </div>
  );
}
