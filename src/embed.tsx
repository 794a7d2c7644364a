/** The figure's only script. Where there is a page it opens the figure; where there is none it is the engine's worker. */
import { openEmbed } from './view/embed/openEmbed.tsx';
import { serve } from './worker/serve.ts';

if (typeof document === 'undefined') serve();
else openEmbed();
