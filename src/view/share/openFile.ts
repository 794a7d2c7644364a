/** Reads a file from the disk and hands it to the lab: a scenario (JSON) or recorded arrivals (CSV). */
import { TEXT_MAX } from '../../model/payload.ts';
import { openFile } from '../../store/document.ts';
import { openTrace } from '../controls/TraceButton.tsx';

const isScenario = ({ name, type }: File): boolean => type === 'application/json' || /\.json$/i.test(name);

/** What is wrong with the file, in a sentence, or null. */
export async function openAnyFile(file: File): Promise<string | null> {
  if (!isScenario(file)) return openTrace(file);
  // A character takes four bytes at most.
  if (file.size > 4 * TEXT_MAX)
    return `${file.name}: The file has ${file.size} bytes; more than ${TEXT_MAX} characters are not read.`;
  try {
    return openFile(await file.text(), file.name);
  } catch {
    return `${file.name} can’t be read.`;
  }
}
