/** Serves the built page from a sub-path with nothing but a plain static server, as any static host would. */
import { preview } from 'vite';

const server = await preview({ base: '/lab/', preview: { port: Number(process.env.PORT ?? 4173), strictPort: true } });
server.printUrls();
