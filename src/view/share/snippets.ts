/** What one pastes elsewhere so that a run can be seen there: frame, element and Markdown. Names and links come from anywhere, so all are escaped. */

export interface Run {
  /** The page's address without query and fragment. */
  page: string;
  /** What stands after `#`. */
  fragment: string;
  title: string;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const attribute = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character]!);

export function frameCode({ page, fragment, title }: Run): string {
  const src = attribute(`${page}?embed=1#${fragment}`);
  return `<iframe src="${src}" title="${attribute(title)}" width="720" height="420" style="border:0" loading="lazy" sandbox="allow-scripts"></iframe>`;
}

export function elementCode({ page, fragment, title }: Run): string {
  const script = attribute(new URL('./embed.js', page).href);
  return `<script src="${script}" async></script>\n<push-pull-lab src="${attribute(`${page}#${fragment}`)}" title="${attribute(title)}"></push-pull-lab>`;
}

/** A parenthesis would end the target, and a bracket the text. */
const target = (link: string) => link.replace(/[()]/g, (character) => (character === '(' ? '%28' : '%29'));
const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>!#|&~]/g, '\\$&');

export function markdownCode({ page, fragment, title }: Run, picture: string): string {
  return `[![${plain(title)}](${picture})](${target(`${page}#${fragment}`)})`;
}
