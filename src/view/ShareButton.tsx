/** Copies the link, which is the document: scenario, seed, timeline and moment. */
import { useEffect, useState } from 'react';
import { share } from '../store/commands.ts';

const SAID_FOR_MS = 2_500;

async function copyLink(): Promise<string> {
  const link = share();
  try {
    await navigator.clipboard.writeText(link);
    return 'Link copied';
  } catch {
    // Not allowed in some frames; the address bar holds the same link.
    return 'Copy the address bar';
  }
}

export function ShareButton() {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <>
      <button
        type="button"
        className="plain"
        title="Copies a link to this very run"
        onClick={async () => setSaid(await copyLink())}
      >
        {said ?? 'Share'}
      </button>
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </>
  );
}
