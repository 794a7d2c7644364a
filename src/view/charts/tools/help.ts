/** All that the charts need once somebody touches them, in one piece: loads of many pieces would tear the first load apart. */
import { moreKinds } from '../more/moreKinds.ts';
import { ChartTools } from './ChartTools.tsx';
import { ChooseCharts } from './ChooseCharts.tsx';
import { EventWords } from './EventWords.tsx';
import { layHandsOn } from './hands.ts';
import { StretchCard } from './StretchCard.tsx';

export const help = { moreKinds, ChartTools, ChooseCharts, EventWords, StretchCard, layHandsOn };
