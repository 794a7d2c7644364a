/** Takes the place of XState in the builds, where the tables of the machines are compiled already: what is left of a machine is what it declares. */
interface Declared {
  guards?: object;
  actions?: object;
  delays?: object;
}

export const setup = ({ guards = {}, actions = {}, delays = {} }: Declared) => ({
  createMachine: (config: { id: string }) => ({
    id: config.id,
    config,
    implementations: { guards, actions, delays },
  }),
});
