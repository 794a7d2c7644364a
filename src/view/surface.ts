/** What the drawing functions need of a canvas. Whatever can do this can be painted on: the screen's canvas, and the vectors of an SVG file. */
export type Surface = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'globalAlpha'
  | 'font'
  | 'textAlign'
  | 'setLineDash'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'ellipse'
  | 'rect'
  | 'roundRect'
  | 'closePath'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'strokeRect'
  | 'fillText'
  | 'strokeText'
  | 'translate'
> & {
  /** The state that `restore` brings back is the one of the last `save`. */
  save(): void;
  restore(): void;
  /** Of the path that is there now. */
  clip(): void;
};
