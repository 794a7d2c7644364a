/** Both Web Workers in one text, for the build of a single file, which would else hold the engine twice. The first message says which is meant. */
import { serve } from './serve.ts';
import { serveWatch } from './serveWatch.ts';

self.onmessage = (event: MessageEvent<{ type: string }>) => {
  if (event.data.type === 'follow') serveWatch();
  else serve();
  self.onmessage!(event);
};
