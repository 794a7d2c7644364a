/** Two plain servers for one test: the build under the strictest policy that it allows, and a page of another origin that embeds it. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';

const port = Number(process.env.PORT ?? 4173);
const dist = join(import.meta.dirname, '../dist');

/** As examples.html states it. */
export const policy =
  "default-src 'none'; script-src 'self'; worker-src blob:; style-src 'self'; font-src data:; img-src 'self'; base-uri 'none'; form-action 'none'";

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface TwoOrigins {
  /** Where the page is that embeds. */
  host: string;
  /** Where the build is, with its sub-path and without CORS headers. */
  lab: string;
  /** What the embedding page is from now on. */
  show(html: string): void;
  close(): Promise<void>;
}

const listen = (server: Server, at: number) => new Promise<void>((done) => server.listen(at, '127.0.0.1', done));
const stop = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

/** `worker` tells apart the tests that run side by side. */
export async function twoOrigins(worker: number): Promise<TwoOrigins> {
  const [hostPort, labPort] = [port + 10 + 2 * worker, port + 11 + 2 * worker];
  let page = '';
  const host = createServer((_, response) => {
    response.writeHead(200, { 'content-type': types['.html'] });
    response.end(page);
  });
  const lab = createServer(async (request, response) => {
    const path = normalize(new URL(request.url!, 'http://lab').pathname).replace(/^\/deep\/down\//, '');
    const file = path === '' || path.startsWith('..') ? 'index.html' : path;
    try {
      const body = await readFile(join(dist, file));
      response.writeHead(200, { 'content-type': types[extname(file)] ?? '', 'content-security-policy': policy });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await Promise.all([listen(host, hostPort), listen(lab, labPort)]);
  return {
    host: `http://127.0.0.1:${hostPort}/`,
    lab: `http://127.0.0.1:${labPort}/deep/down/`,
    show(html) {
      page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head><body>${html}</body></html>`;
    },
    async close() {
      await Promise.all([stop(host), stop(lab)]);
    },
  };
}
