/**
 * Keeps all that the page needs at once in one file. Left alone, Rolldown cuts it wherever a part that is loaded later shares a module with it,
 * and each cut costs some hundred bytes before the first moving frame.
 */

export const FIRST = 'lab';

interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/** A name for the chunk of each module that `entry` imports, directly or not, without a dynamic import on the way; null for the others. */
export function firstLoad(entry: string): (id: string, graph: Graph) => string | null {
  let known: Set<string> | null = null;
  return (id, graph) => {
    known ??= reachedFrom(entry, graph);
    return known.has(id) || id.includes('rolldown/runtime') ? FIRST : null;
  };
}

function reachedFrom(entry: string, graph: Graph): Set<string> {
  const seen = new Set([entry]);
  for (const id of seen) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) seen.add(next);
  return seen;
}
