/** Puts words into their places on the page, touching only what changed: this runs with every frame. */
import type { Label, Part, Words } from './label.ts';

export function writeWords(places: ReadonlyMap<Label, HTMLElement>, words: Words): void {
  for (const [label, element] of places) writeParts(element, words[label] ?? []);
}

function writeParts(element: HTMLElement, parts: Part[]): void {
  while (element.childElementCount > parts.length) element.lastElementChild!.remove();
  parts.forEach(({ text, tone, testId }, i) => {
    const span = element.children[i] ?? element.appendChild(document.createElement('span'));
    if (span.textContent !== text) span.textContent = text;
    if (span.className !== tone) span.className = tone;
    if (testId === undefined) span.removeAttribute('data-testid');
    else if (span.getAttribute('data-testid') !== testId) span.setAttribute('data-testid', testId);
  });
}
