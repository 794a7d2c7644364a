/** Where the frame is too small for any figure: what it would show, and a link to where it can be seen. */
import { findShipped } from '../../scenarios/catalogue.ts';
import { useLab } from '../../store/useLab.ts';
import { OpenInLab } from './OpenInLab.tsx';
import { useFigure } from './useFigure.ts';

export function LinkPoster() {
  const base = useLab((state) => state.base);
  const { title, caption } = useFigure(({ options }) => options);
  const known = findShipped(base.name);
  return (
    <main className="embed-link">
      <h1>{title ?? known?.title ?? base.name}</h1>
      <p>{caption ?? known?.summary}</p>
      <OpenInLab />
    </main>
  );
}
