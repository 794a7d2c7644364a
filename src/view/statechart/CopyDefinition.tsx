/** Copies a machine as code that Stately's editor and visualiser read. */
import { useState } from 'react';

export function CopyDefinition({ name, definition }: { name: string; definition: string }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    const code = `import { createMachine } from 'xstate';\n\nexport const ${name}Machine = createMachine(${definition});\n`;
    try {
      await navigator.clipboard.writeText(code);
      setSaid('Copied.');
    } catch {
      setSaid('This page may not copy.');
    }
  };
  return (
    <>
      <button type="button" className="link" title="For Stately’s editor: stately.ai/editor" onClick={copy}>
        Copy as XState
      </button>
      <span role="status" className="t2">
        {said}
      </span>
    </>
  );
}
