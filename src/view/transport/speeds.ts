/** The speeds that can be chosen, and how they are written. */
export const speeds = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;

const fractions: Record<number, string> = { 0.25: '¼', 0.5: '½' };

export const speedText = (speed: number): string => `×${fractions[speed] ?? Number(speed.toPrecision(3))}`;

/** The next faster (+1) or slower (−1) speed; the same at the ends. A speed from elsewhere moves to the nearest listed one. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  if (direction === 1) return speeds.find((each) => each > speed) ?? speeds[speeds.length - 1]!;
  return speeds.findLast((each) => each < speed) ?? speeds[0];
}
