/** The charts that are not shown at first. Loaded when somebody wants one. */
import type { ChartName } from '../../../model/linkView.ts';
import type { ChartKind } from '../kind.ts';
import { age } from './age.ts';
import { budget } from './budget.ts';
import { flow } from './flow.ts';
import { heat } from './heat.ts';
import { losses } from './losses.ts';
import { polls } from './polls.ts';
import { workers } from './workers.ts';

export const moreKinds: Partial<Record<ChartName, ChartKind>> = { heat, age, workers, polls, losses, budget, flow };
