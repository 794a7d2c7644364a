/** The line above the figure: the caption of whoever embeds it, else the finding of the run. The host is told what stands there. */
import { useEffect, useRef } from 'react';
import { tell } from '../../store/host.ts';
import { Headline } from '../story/Headline.tsx';
import { useFigure } from './useFigure.ts';

export function Finding() {
  const root = useRef<HTMLDivElement>(null);
  const caption = useFigure(({ options }) => options.caption);
  useEffect(() => {
    let told = '';
    const read = () => {
      const text = root.current!.querySelector('h2')?.textContent ?? '';
      if (text === told) return;
      told = text;
      tell('headline', { text });
    };
    read();
    const watch = new MutationObserver(read);
    watch.observe(root.current!, { subtree: true, childList: true, characterData: true });
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={root} className="finding">
      {caption === null ? (
        <Headline />
      ) : (
        <div className="headline">
          <h2 data-long={caption.length > 74}>{caption}</h2>
        </div>
      )}
    </div>
  );
}
