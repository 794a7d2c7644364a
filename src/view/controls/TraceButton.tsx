/** Opens a CSV of recorded arrivals from the disk; dropping one on the page does the same. */
import { type ChangeEvent, useState } from 'react';

/** Reads a file and hands it to the lab; what is wrong with it, in a sentence, or null. */
export async function openTrace(file: File): Promise<string | null> {
  try {
    const { loadTrace } = await import('../../store/openTrace.ts');
    return loadTrace(await file.text(), file.name);
  } catch {
    return `${file.name} can’t be read.`;
  }
}

export function TraceButton() {
  const [error, setError] = useState<string | null>(null);
  const onChange = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (file === undefined) return;
    setError(await openTrace(file));
    // So that the same file can be chosen again once it is mended.
    input.value = '';
  };
  return (
    <div className="trace">
      <label className="file">
        Load a trace (CSV)
        <input type="file" accept=".csv,text/csv,text/plain" onChange={onChange} />
      </label>
      {error && (
        <p role="alert" className="wrong">
          {error}
        </p>
      )}
    </div>
  );
}
