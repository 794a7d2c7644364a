/** Opens the figure of `?embed=1`: theme and language first, then the run, then whoever embeds it. */
import { createRoot } from 'react-dom/client';
import '../tokens.css';
import '../page.css';
import { figure, openFigure } from '../../store/figure.ts';
import { attendHost } from '../../store/host.ts';
import { applyTheme } from '../theme.ts';
import { Figure } from './Figure.tsx';

function dress(): void {
  const { theme, lang, title } = figure.getState().options;
  applyTheme(theme);
  document.documentElement.lang = lang;
  if (title !== null) document.title = title;
}

export function openEmbed(): void {
  openFigure();
  dress();
  figure.subscribe(dress);
  attendHost();
  createRoot(document.getElementById('root')!).render(<Figure />);
}
