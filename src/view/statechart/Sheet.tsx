/** What is known of a machine at the playhead: a sentence, the chart with what is lit, the transitions as a table, and the way to Stately's tools. */
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { cast, type Statechart } from '../../model/statechart.ts';
import type { Watched } from '../../store/watching.ts';
import { Dialog } from '../share/Dialog.tsx';
import { useWidth } from '../stage/useWidth.ts';
import { instant } from '../story/words.ts';
import { CopyDefinition } from './CopyDefinition.tsx';
import { Figure, type Pointed } from './Figure.tsx';
import { layOut } from './layout.ts';
import './statechart.css';
import { TransitionTable } from './TransitionTable.tsx';
import { fullWords, lastWords, standingWords } from './words.ts';

/** Its table and its large form are made when they are opened, for both change with every step. */
export function Sheet({ watched }: { watched: Watched }) {
  const { subject, chart, standing, at } = watched;
  const [isOpen, setOpen] = useState(false);
  const [isLarge, setLarge] = useState(false);
  if (standing === null) return <p className="t2">Counting… replayed to {instant(at)}.</p>;
  return (
    <div className="statechart">
      <p className="chart-standing">{standingWords(subject, chart, standing)}</p>
      <p className="t2">{lastWords(subject, chart, standing)}</p>
      <p className="machine-tools">
        <button type="button" className="link" aria-haspopup="dialog" onClick={() => setLarge(true)}>
          Large
        </button>
        <CopyDefinition name={chart.name} definition={watched.definition} />
      </p>
      <Drawn watched={watched} />
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{chart.transitions.length} transitions</summary>
        {isOpen && <TransitionTable chart={chart} standing={standing} />}
      </details>
      {isLarge && (
        <Dialog title={`${cast[subject.machine].label}, ${subject.lane} lane`} onClose={() => setLarge(false)}>
          <div className="statechart chart-large">
            <p className="chart-standing">{standingWords(subject, chart, standing)}</p>
            <Drawn watched={watched} inWords />
          </div>
        </Dialog>
      )}
    </div>
  );
}

/** With words at its arrows where there is room for them or they are asked for, else with counts alone. */
function Drawn({ watched: { subject, chart, standing }, inWords }: { watched: Watched; inWords?: boolean }) {
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const isMany = subject.which === null && cast[subject.machine].by !== null;
  const { drawing, isBrief } = useMemo(() => {
    const full = layOut(chart, { isBrief: false, isMany });
    return inWords || full.width <= width
      ? { drawing: full, isBrief: false }
      : { drawing: layOut(chart, { isBrief: true, isMany }), isBrief: true };
  }, [chart, isMany, inWords, width]);
  // What is lit shall be seen; afterwards it is the reader's to scroll.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another drawing begins anew
  useLayoutEffect(() => {
    const lit = room.current!.querySelector('.chart-state[data-lit="true"]:not(.frame)');
    if (lit === null) return;
    const { left, right } = room.current!.getBoundingClientRect();
    const box = lit.getBoundingClientRect();
    if (box.left < left || box.right > right) room.current!.scrollLeft += (box.left + box.right - left - right) / 2;
  }, [drawing]);
  return (
    <>
      <div ref={room} className="chart-room" tabIndex={drawing.width > width ? 0 : undefined}>
        {width > 0 && (
          <Figure
            chart={chart}
            drawing={drawing}
            standing={standing!}
            lane={subject.lane}
            isMany={isMany}
            isBrief={isBrief}
            label={`Statechart of the ${cast[subject.machine].label.toLowerCase()}. ${standingWords(subject, chart, standing!)}`}
            onPoint={setPointed}
          />
        )}
      </div>
      <p className="chart-pointed t2">
        {pointed === null
          ? 'Point at a state or an arrow to read what it does.'
          : pointedWords(chart, pointed, standing!.taken).join(' ')}
      </p>
    </>
  );
}

function pointedWords(chart: Statechart, pointed: Pointed, taken: readonly number[]): string[] {
  if ('transitions' in pointed) return pointed.transitions.map((each) => fullWords(chart, each, taken[each]!));
  const { name, entry, exit } = chart.states[pointed.state]!;
  const does = (when: string, actions: string[]) => (actions.length > 0 ? `, ${when} does ${actions.join(', ')}` : '');
  return [`${name}${does('entering it', entry)}${does('leaving it', exit)}.`];
}
