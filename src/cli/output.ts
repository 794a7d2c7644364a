/** Writes text to a stream of Node, and says in words of its own why that can't be done. */
import { BadInput } from './badInput.ts';
import { ReaderGone } from './terminal.ts';

/** Resolves when more may follow. Rejects with ReaderGone if nobody reads any more, and with BadInput if there is no room. */
export function writerTo(stream: NodeJS.WritableStream): (text: string) => Promise<void> {
  // Each write hears of its own failure; without a listener, Node would end the process for it.
  stream.on('error', () => {});
  return (text) =>
    new Promise((resolve, reject) => {
      stream.write(text, (error?: NodeJS.ErrnoException | null) => {
        if (!error) resolve();
        else if (error.code === 'EPIPE') reject(new ReaderGone());
        else reject(new BadInput(`the result can't be written: ${error.message}`));
      });
    });
}
