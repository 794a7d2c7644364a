/** The three ways a message can be delivered. Every run puts the same arrivals into each of them. */
export const laneIds = ['push', 'pull', 'hybrid'] as const;
export type LaneId = (typeof laneIds)[number];
