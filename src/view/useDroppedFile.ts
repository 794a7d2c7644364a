/** Lets a file be dropped anywhere on the page: a scenario (JSON) or recorded arrivals (CSV). */
import { useEffect, useState } from 'react';
import { openAnyFile } from './share/openFile.ts';

const bringsFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Whether a file hovers over the page, and what was wrong with the last one that was dropped. */
export function useDroppedFile(): { hovering: boolean; error: string | null; dismiss: () => void } {
  const [hovering, setHovering] = useState(false);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!bringsFile(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setHovering(false);
    const drop = async (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      setHovering(false);
      setError(await openAnyFile(file));
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return { hovering, error, dismiss: () => setError(null) };
}
