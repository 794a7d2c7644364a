/** Takes the place of XState in the builds, where the tables of the machines are compiled already: what is left of a machine is its name and what it can do. */
interface Declared {
  guards?: object;
  actions?: object;
  delays?: object;
}

export const setup = ({ guards = {}, actions = {}, delays = {} }: Declared) => ({
  createMachine: ({ id }: { id: string }) => ({ id, implementations: { guards, actions, delays } }),
});
