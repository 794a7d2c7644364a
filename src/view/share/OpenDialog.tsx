/** What was worked on in this browser, and files from the disk, to go on with. */
import { type ChangeEvent, useState } from 'react';
import { openWork } from '../../store/document.ts';
import { forgetWorks, storedWorks } from '../../store/works.ts';
import { Dialog } from './Dialog.tsx';
import { openAnyFile } from './openFile.ts';

const dateAndTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export default function OpenDialog({ onClose }: { onClose: () => void }) {
  const [works, setWorks] = useState(storedWorks);
  const [error, setError] = useState<string | null>(null);
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (file === undefined) return;
    const wrong = await openAnyFile(file);
    input.value = '';
    if (wrong === null) onClose();
    else setError(wrong);
  };
  return (
    <Dialog title="Open" onClose={onClose}>
      <p>
        <label className="file">
          A file: scenario (JSON) or arrivals (CSV)
          <input type="file" accept=".json,.csv,application/json,text/csv" onChange={choose} />
        </label>
      </p>
      {error && (
        <p role="alert" className="wrong">
          {error}
        </p>
      )}
      <h3 className="sc">Recent work, kept in this browser</h3>
      {works.length === 0 ? (
        <p className="t2">Nothing yet. What you change is kept here, and opening something else does not touch it.</p>
      ) : (
        <>
          <ul className="works">
            {works.map(({ id, title, changes, savedMs }) => (
              <li key={id}>
                <button
                  type="button"
                  className="link"
                  onClick={() => {
                    openWork(id);
                    onClose();
                  }}
                >
                  {title}
                </button>
                <span className="t2">
                  {changes} {changes === 1 ? 'change' : 'changes'}, {dateAndTime.format(savedMs)}
                </span>
              </li>
            ))}
          </ul>
          <button
            type="button"
            className="link"
            onClick={() => {
              forgetWorks();
              setWorks([]);
            }}
          >
            Forget all
          </button>
        </>
      )}
    </Dialog>
  );
}
