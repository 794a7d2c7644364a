/** The figure's only script. Where there is a page it opens the figure; where there is none it is the engine's worker, and touches nothing else. */
import { serve } from './worker/serve.ts';

if (typeof document === 'undefined') serve();
else import('./view/embed/openEmbed.tsx').then(({ openEmbed }) => openEmbed());
