/** The Web Worker behind the page's statecharts. */
import { serveWatch } from './serveWatch.ts';

serveWatch();
