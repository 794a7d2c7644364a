/** Lies over a still that has no engine behind it; pressing it starts one. */
import { playFigure } from '../../store/figure.ts';
import { Icon } from '../icons.tsx';

export function PosterButton() {
  return (
    <button type="button" className="embed-poster" aria-label="Play this figure" onClick={playFigure}>
      <span>
        <Icon name="play" size={28} />
      </span>
    </button>
  );
}
