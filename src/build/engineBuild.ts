/** What the builds of a worker have in common: the engine needs neither XState nor the sentences of the parameter table. */
import { chartsBuild } from './chartsBuild.ts';
import { withoutHelp } from './leanBuild.ts';

export const engineBuild = () => [chartsBuild(true, 'machines'), withoutHelp()];
