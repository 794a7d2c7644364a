/** A sentence on the page: numbers bold, lanes in their hue, what waits amber, what is lost red. */
import type { Sentence } from './words.ts';

const classes = { strong: '', wait: 'wait', bad: 'bad', push: 'push', pull: 'pull', hybrid: 'hybrid' } as const;

export function Words({ sentence }: { sentence: Sentence }) {
  return sentence.map(({ text, tone }, i) => {
    // The parts of a sentence have no identity but their place.
    const key = `${i}`;
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
