/** Says whether this machine reproduces a run: from its receipt, and from its link if it is not the run on the screen. */
import { useEffect, useId, useRef, useState } from 'react';
import { compareReceipts, findReceipt } from '../../model/receipts.ts';
import type { Scenario } from '../../model/scenario.ts';
import { readAddress } from '../../store/address.ts';
import { type Verification, verify } from '../../store/verify.ts';

/** Which run the pasted text means. A link of which something had to be left out is another run, so it is not checked. */
function runOf(text: string, here: Scenario): Scenario | { wrong: string } {
  const fragment = /#(\S*)/.exec(text)?.[1];
  if (fragment === undefined) return here;
  const { scenario, notes } = readAddress(fragment);
  return notes.length === 0 ? scenario : { wrong: `The link can’t be run as it stands. ${notes.join(' ')}` };
}

export function ReceiptCheck({ scenario }: { scenario: Scenario }) {
  const id = useId();
  const [text, setText] = useState('');
  const [says, setSays] = useState('');
  const running = useRef<Verification | null>(null);
  useEffect(() => () => running.current?.stop(), []);
  const check = async () => {
    running.current?.stop();
    const expected = findReceipt(text);
    const run = runOf(text, scenario);
    if (expected === null) return setSays('There is no receipt in this text. One looks like 2-0123456789abcdef.');
    if ('wrong' in run) return setSays(run.wrong);
    setSays('Running it here…');
    running.current = verify(run);
    try {
      setSays(compareReceipts(expected, await running.current.receipt, run.lanes).says);
    } catch (error) {
      setSays(`The run could not end here: ${error instanceof Error ? error.message : error}.`);
    }
  };
  return (
    <form
      className="receipt-check"
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
    >
      <label htmlFor={id}>Check a receipt: paste it, and the link if it is of another run</label>
      <textarea
        id={id}
        rows={2}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p>
        <button type="submit" className="link">
          Run it here
        </button>
        <span role="status">{says}</span>
      </p>
    </form>
  );
}
