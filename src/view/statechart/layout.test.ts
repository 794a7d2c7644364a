import { describe, expect, test } from 'vitest';
import { roleNames, roles } from '../../engine/roles.ts';
import { statechartOf } from '../../engine/statechart.ts';
import { type DrawnState, LINE, layOut, type Point, TITLE } from './layout.ts';

const isInside = ({ x, y }: Point, box: Pick<DrawnState, 'x' | 'y' | 'width' | 'height'>, slack = 1) =>
  x >= box.x - slack && x <= box.x + box.width + slack && y >= box.y - slack && y <= box.y + box.height + slack;

const meet = (a: DrawnState, b: DrawnState) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each(roleNames)('the drawing of the %s', (role) => {
  const chart = statechartOf(roles[role].machine);
  describe.each([true, false])('in brief: %s', (isBrief) => {
    const drawing = layOut(chart, { isBrief, isMany: true });
    const boxOf = (state: number) => drawing.states.find((each) => each.state === state);

    test('has every state once and every transition once, as a line in its state or at an arrow', () => {
      const hasOwn = chart.transitions.some(({ from }) => from === 0);
      const states = [...chart.states.keys()].slice(hasOwn ? 0 : 1);
      expect(drawing.states.map(({ state }) => state).sort()).toEqual(states.sort());
      const shown = [...drawing.states, ...drawing.arrows].flatMap(({ lines }) => lines);
      expect(shown.map(({ transition }) => transition).sort((a, b) => a - b)).toEqual([...chart.transitions.keys()]);
    });

    test('keeps states within what they are in, and apart from each other', () => {
      const whole = { x: 0, y: 0, width: drawing.width, height: drawing.height };
      for (const drawn of drawing.states) {
        const { parent } = chart.states[drawn.state]!;
        const frame = boxOf(parent);
        const head = frame === undefined || frame.lines.length === 0 ? 0 : TITLE + frame.lines.length * LINE;
        expect(drawn.y).toBeGreaterThanOrEqual((frame?.y ?? 0) + head);
        const around = frame ?? whole;
        expect(isInside(drawn, around)).toBe(true);
        expect(isInside({ x: drawn.x + drawn.width, y: drawn.y + drawn.height }, around)).toBe(true);
        for (const other of drawing.states)
          if (other !== drawn && chart.states[other.state]!.parent === parent) expect(meet(drawn, other)).toBe(false);
      }
    });

    test('leads each arrow from the edge of one state to the edge of the other, with its words beside no state', () => {
      for (const { from, to, points, label } of drawing.arrows) {
        expect(isInside(points[0]!, boxOf(from)!, 2)).toBe(true);
        expect(isInside(points.at(-1)!, boxOf(to)!, 2)).toBe(true);
        // An arrow to a frame ends at the frame: within it, it would seem to lead to the state that it comes to.
        if (boxOf(to)!.isFrame) expect(points.filter((each) => isInside(each, boxOf(to)!, -2))).toEqual([]);
        expect(isInside(label, { x: 0, y: 0, width: drawing.width, height: drawing.height })).toBe(true);
        const under = drawing.states.filter((each) => !each.isFrame && isInside(label, each, 0));
        expect(under.map(({ state }) => chart.states[state]!.name)).toEqual([]);
      }
    });
  });
});
