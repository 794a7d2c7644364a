/** The run in every form in which it can be taken along. What is shown is the moment at which the dialog was opened. */
import { useState } from 'react';
import { SECOND } from '../../model/time.ts';
import { fragmentOf, pageAddress } from '../../store/address.ts';
import { fileOf, linkOf, shown, titleOf } from '../../store/document.ts';
import { useLab } from '../../store/useLab.ts';
import { figureFileName, fileName } from '../fileNames.ts';
import { CopyField } from './CopyField.tsx';
import { Dialog } from './Dialog.tsx';
import { QrCode } from './QrCode.tsx';
import { ReceiptCheck } from './ReceiptCheck.tsx';
import { saveFile } from './saveFile.ts';
import { elementCode, frameCode, markdownCode } from './snippets.ts';

const forms = [
  { id: 'link', label: 'Link', about: 'Opens this very run: scenario, seed and all that was done to it.' },
  { id: 'qr', label: 'QR code', about: 'The same link for a camera.' },
  { id: 'frame', label: 'Iframe', about: 'The live figure in any page that allows frames.' },
  { id: 'element', label: 'Element', about: 'The same as an element that sizes itself, for a page of your own.' },
  {
    id: 'markdown',
    label: 'Markdown',
    about: 'A picture that leads to the run. Beside it belongs the SVG file that Take away saves at this moment.',
  },
  { id: 'json', label: 'JSON', about: 'A file that this page and the command line open.' },
] as const;
type Form = (typeof forms)[number]['id'];

export default function ShareDialog({ onClose }: { onClose: () => void }) {
  const [run] = useState(() => shown(true));
  const [withMoment, setWithMoment] = useState(true);
  const [form, setForm] = useState<Form>('link');
  const receipt = useLab((state) => state.receipt);
  const said = withMoment ? run : { ...run, view: { ...run.view, at: null } };
  const title = titleOf(run);
  const code = { page: pageAddress(), fragment: fragmentOf(said), title: `Push–Pull Lab: ${title}` };
  const texts: Record<Form, () => string> = {
    link: () => linkOf(said),
    qr: () => linkOf(said),
    frame: () => frameCode(code),
    element: () => elementCode(code),
    markdown: () => markdownCode(code, figureFileName(run.scenario, run.view.at!)),
    json: () => fileOf(said),
  };
  return (
    <Dialog title="Share this run" onClose={onClose}>
      <label className="moment">
        <input type="checkbox" checked={withMoment} onChange={(event) => setWithMoment(event.currentTarget.checked)} />
        At this moment, {(run.view.at! / SECOND).toFixed(2)}&nbsp;s
      </label>
      <fieldset className="forms">
        <legend className="visually-hidden">As</legend>
        {forms.map(({ id, label }) => (
          <button key={id} type="button" className="sc" aria-pressed={id === form} onClick={() => setForm(id)}>
            {label}
          </button>
        ))}
      </fieldset>
      <p className="t2">{forms.find(({ id }) => id === form)!.about}</p>
      {form === 'qr' && <QrCode link={linkOf(said)} />}
      <CopyField
        label={forms.find(({ id }) => id === form)!.label}
        text={texts[form]()}
        rows={form === 'json' ? 9 : 4}
      />
      {form === 'json' && (
        <button type="button" className="link" onClick={() => saveFile(`${fileName(title)}.json`, fileOf(said))}>
          Save as a file
        </button>
      )}
      <h3 className="sc">Receipt</h3>
      {receipt === null ? (
        <p className="t2">It is there as soon as the run is computed to its end.</p>
      ) : (
        <CopyField label="Receipt" text={receipt} rows={2} />
      )}
      <ReceiptCheck scenario={run.scenario} />
    </Dialog>
  );
}
