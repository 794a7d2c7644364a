/** A text to take along, with a button that copies it and says so. Where the clipboard is forbidden the text is selected instead. */
import { useId, useRef, useState } from 'react';

interface Props {
  label: string;
  text: string;
  rows: number;
}

export function CopyField({ label, text, rows }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState<{ of: string; what: string } | null>(null);
  const copy = async () => {
    field.current!.select();
    try {
      await navigator.clipboard.writeText(text);
      setSaid({ of: text, what: 'Copied.' });
    } catch {
      field.current!.focus();
      setSaid({ of: text, what: 'This page may not copy. The text is selected: press Ctrl+C or ⌘C.' });
    }
  };
  return (
    <div className="copy">
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <textarea ref={field} id={id} readOnly rows={rows} value={text} spellCheck={false} />
      <p>
        <button type="button" className="link" onClick={copy}>
          Copy
        </button>
        <span role="status" className="t2">
          {said?.of === text && said.what}
        </span>
      </p>
    </div>
  );
}
