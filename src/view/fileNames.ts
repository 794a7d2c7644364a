/** What files are called that are saved from the page, so that a text can name the figure that is saved beside it. */
import type { Scenario } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';

type Named = Pick<Scenario, 'name'>;

/** Of a name only what every system takes in a file's. */
export const fileName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^\w]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
    .toLowerCase() || 'scenario';

/** For all that is saved of a run. */
export const runFileName = ({ name }: Named): string => `push-pull-lab-${fileName(name)}`;

/** For what shows a moment, or begins at one. */
export const momentFileName = (scenario: Named, at: SimTime): string =>
  `${runFileName(scenario)}-${Math.round(at / 1000)}ms`;

export const figureFileName = (scenario: Named, at: SimTime): string => `${momentFileName(scenario, at)}.svg`;
