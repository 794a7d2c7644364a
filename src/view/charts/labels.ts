/** Words over a canvas as DOM, so that they can be selected, zoomed and translated; spans are reused from frame to frame. */
import type { Label } from './kind.ts';

/** Makes the spans of `layer` say exactly `labels`. Touches the document only where something differs. */
export function placeLabels(layer: HTMLElement, labels: readonly Label[]): void {
  while (layer.children.length > labels.length) layer.lastElementChild!.remove();
  while (layer.children.length < labels.length) layer.append(document.createElement('span'));
  labels.forEach(({ x, y, text, look }, i) => {
    const span = layer.children[i] as HTMLElement;
    if (span.textContent !== text) span.textContent = text;
    if (span.className !== look) span.className = look;
    const place = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    if (span.style.getPropertyValue('--at') !== place) span.style.setProperty('--at', place);
  });
}
