/** The list of what one can take away from the run at the playhead: each with a sentence and a button, and the film with its choices. */
import { useEffect, useRef, useState } from 'react';
import { pause } from '../../store/commands.ts';
import { linkOf, shown } from '../../store/document.ts';
import { lab, player } from '../../store/lab.ts';
import { momentFileName } from '../fileNames.ts';
import { instant } from '../story/words.ts';
import { FilmForm } from './FilmForm.tsx';
import { FormatRow } from './FormatRow.tsx';
import { type Format, formats, type Order } from './formats.ts';
import { SpanChoice } from './SpanChoice.tsx';
import { save } from './save.ts';
import './takeaway.css';
import { useSecondRun } from './useSecondRun.ts';

export default function TakeAwayDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // What is on the screen when the list is opened; the run stands still meanwhile.
  const [{ scenario, charts, at, speed, link }] = useState(() => {
    pause();
    return { ...lab.getState(), at: player.playhead(), link: linkOf(shown(true)) };
  });
  const state = useSecondRun(scenario);
  const run = state !== null && 'player' in state ? state : null;
  const [span, setSpan] = useState<Order['span']>('whole');
  const [said, setSaid] = useState('');
  useEffect(() => {
    dialog.current!.showModal();
    // Else the first choice that is there already has the focus.
    heading.current!.focus();
  }, []);

  async function take({ label, type, extension, make }: Format): Promise<void> {
    if (run === null) return;
    try {
      const content = await make({ run, link, charts, at, speed, span, signal: new AbortController().signal });
      const name = `${momentFileName(scenario, at)}${extension}`;
      save(content, type, name);
      setSaid(`${name} is saved.`);
    } catch (error) {
      setSaid(`${label}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  const failure = state !== null && 'failure' in state ? state.failure : null;
  return (
    <dialog ref={dialog} className="keys takeaway" aria-labelledby="takeaway-title" onClose={onClose}>
      <h2 ref={heading} id="takeaway-title" tabIndex={-1}>
        Take away
      </h2>
      <p className="t2">
        The run at {instant(at, 3)}, made from its journal on this machine. The same link gives the same files.
      </p>
      <ul>
        {formats.map((format) => (
          <FormatRow key={format.id} format={format} ready={run !== null} onTake={take}>
            {format.id === 'csv' && <SpanChoice span={span} onChoose={setSpan} />}
          </FormatRow>
        ))}
        <li>
          <FilmForm run={run} at={at} link={link} onSaid={setSaid} />
        </li>
      </ul>
      <p role="status" className={failure === null ? 't2' : 'wrong'}>
        {failure !== null ? `The run failed: ${failure}` : run === null ? 'Simulating the run to its end…' : said}
      </p>
      <form method="dialog">
        <button type="submit" className="plain">
          Close
        </button>
      </form>
    </dialog>
  );
}
