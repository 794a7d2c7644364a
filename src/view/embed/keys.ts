/** The figure's few keys. Tab goes through and out again; no key is kept from the page around it that the figure does not use. */
import { step } from '../../store/commands.ts';
import { figure, pauseFigure, playFigure, seekFigure } from '../../store/figure.ts';
import { run } from '../../store/lab.ts';

const isPressed = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, summary, a, select, input:not([type=range])') !== null;

export const togglePlay = (): void => (run.getSnapshot().value === 'running' ? pauseFigure() : playFigure());

export function onFigureKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isPressed(event.target)) return;
  if (event.key === ' ') togglePlay();
  else if (event.key === '.' && !figure.getState().resting) step();
  else if (event.key === 'Home') seekFigure(0);
  else return;
  event.preventDefault();
}
