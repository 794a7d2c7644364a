/** Puts words into their places on the page, touching only what changed: this runs with every frame. */
import type { Label, Part, Words } from './label.ts';

/** What stands in an element. To ask the document takes longer than all else here. */
const written = new WeakMap<HTMLElement, readonly Part[]>();

export function writeWords(places: ReadonlyMap<Label, HTMLElement>, words: Words): void {
  for (const [label, element] of places) {
    const parts = words[label] ?? [];
    if (says(written.get(element) ?? [], parts)) continue;
    writeParts(element, parts);
    written.set(element, parts);
  }
}

const says = (before: readonly Part[], parts: readonly Part[]) =>
  before.length === parts.length &&
  parts.every(({ text, tone, testId }, i) => {
    const other = before[i];
    return text === other.text && tone === other.tone && testId === other.testId;
  });

function writeParts(element: HTMLElement, parts: readonly Part[]): void {
  while (element.childElementCount > parts.length) element.lastElementChild!.remove();
  parts.forEach(({ text, tone, testId }, i) => {
    const span = element.children[i] ?? element.appendChild(document.createElement('span'));
    if (span.textContent !== text) span.textContent = text;
    if (span.className !== tone) span.className = tone;
    if (testId === undefined) span.removeAttribute('data-testid');
    else if (span.getAttribute('data-testid') !== testId) span.setAttribute('data-testid', testId);
  });
}
