/** The run as one HTML file: the Lab itself with everything in it, opening with this run at this instant. */

/** Beside the page; see singleBuild.ts. */
const SOURCE = './single.html';

/** Whether this page is such a file already. */
export const isSingleFile = (): boolean => location.protocol === 'file:';

/** Goes to the run unless the file's own address names another. It stands before all other scripts. */
export function htmlOf(lab: string, link: string): string {
  // Encoded, so that nothing in it can end the script.
  const fragment = JSON.stringify(encodeURIComponent(link.replace(/^[^#]*#?/, '')));
  const script = `<script>if (location.hash.length < 2) location.replace('#' + decodeURIComponent(${fragment}))</script>`;
  return lab.replace('<head>', () => `<head>\n    ${script}`);
}

/** Throws what `fetch` throws, or if there is no such file. */
export async function fetchHtml(link: string, signal: AbortSignal): Promise<string> {
  const answer = await fetch(SOURCE, { signal });
  if (!answer.ok) throw new Error(`${SOURCE}: ${answer.status} ${answer.statusText}`);
  return htmlOf(await answer.text(), link);
}
