/** A sentence on the page: numbers bold, lanes in their hue, what waits amber, what is lost red. */
import { Live } from './Live.tsx';
import type { Sentence } from './words.ts';

const classes = { strong: '', wait: 'wait', bad: 'bad', push: 'push', pull: 'pull', hybrid: 'hybrid' } as const;

export function Words({ sentence }: { sentence: Sentence }) {
  return sentence.map(({ text, tone, live }, i) => {
    // The parts of a sentence have no identity but their place.
    const key = `${i}`;
    if (live !== undefined) return <Live key={key} live={live} text={text} className={tone && classes[tone]} />;
    if (tone === undefined) return <span key={key}>{text}</span>;
    if (tone === 'push' || tone === 'pull' || tone === 'hybrid') {
      return (
        <span key={key} className={tone}>
          {text}
        </span>
      );
    }
    return (
      <b key={key} className={classes[tone]}>
        {text}
      </b>
    );
  });
}
