/** The version of the engine, which the page may know too: links to a figure can be pinned to it. */

/** What a receipt vouches for: raise it with every change that changes a journal. */
export const ENGINE_VERSION = 3;
