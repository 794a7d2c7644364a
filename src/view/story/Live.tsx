/** A number in a sentence that the stage counts. It follows the frames, so it writes to the document itself. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { onTally, tallyOf } from '../stage/tally.ts';
import type { Live as Says } from './words.ts';

interface Props {
  live: Says;
  /** What is said until the stage has counted. */
  text: string;
  /** Bold where there is one. */
  className: string | undefined;
}

export function Live({ live: { lane, says }, text, className }: Props) {
  const element = useRef<HTMLElement>(null);
  const write = () => {
    const tally = tallyOf(lane);
    const said = tally === undefined ? text : says(tally);
    if (element.current !== null && element.current.textContent !== said) element.current.textContent = said;
  };
  // React may just have written an older number.
  useLayoutEffect(write);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `write` is made of these
  useEffect(() => onTally(write), [lane, says, text]);
  const Tag = className === undefined ? 'span' : 'b';
  return (
    <Tag ref={element} className={className}>
      {text}
    </Tag>
  );
}
