/** React's way to the figure's own state: renders again when what `select` picks is another (by Object.is). */
import { useStore } from 'zustand';
import { type FigureState, figure } from '../../store/figure.ts';

export const useFigure = <Picked>(select: (state: FigureState) => Picked): Picked => useStore(figure, select);
