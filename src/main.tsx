/** Opens the page and mounts the app. The theme comes first, so that nothing flashes. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './view/fonts.css';
import './view/tokens.css';
import './view/page.css';
import { openPage } from './store/openPage.ts';
import { Lab } from './view/Lab.tsx';
import { applyTheme, storedTheme } from './view/theme.ts';

applyTheme(storedTheme());
openPage();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Lab />
  </StrictMode>,
);
