import * as fc from 'fast-check';
import { placesFor, type Shape } from '../../../lib/mixins/panels/layout';

const GRAPH: Shape = { height: 9, abreast: 2 };
const NUMBER: Shape = { height: 4, abreast: 6 };
const many = (shape: Shape, count: number): Shape[] => Array.from({ length: count }, () => shape);
const widths = (shapes: readonly Shape[]): number[] => placesFor(shapes, 0).map(({ w }) => w);

describe('the layout of panels', () => {
  test('shares a line evenly', () => {
    expect(widths(many(NUMBER, 6))).toEqual([4, 4, 4, 4, 4, 4]);
    expect(widths(many(NUMBER, 5))).toEqual([5, 5, 4, 5, 5]);
    expect(widths([GRAPH])).toEqual([24]);
  });

  test('breaks into lines that are as equal as possible', () => {
    expect(widths(many(NUMBER, 8))).toEqual([6, 6, 6, 6, 6, 6, 6, 6]);
    expect(widths(many(GRAPH, 3))).toEqual([12, 12, 24]);
  });

  test('begins a line for another shape', () => {
    expect(placesFor([NUMBER, GRAPH, GRAPH], 7)).toEqual([
      { x: 0, y: 7, w: 24, h: 4 },
      { x: 0, y: 11, w: 12, h: 9 },
      { x: 12, y: 11, w: 12, h: 9 },
    ]);
  });

  test('has no holes and no overlaps, for any panels', () => {
    const shape = fc.record({ height: fc.integer({ min: 1, max: 12 }), abreast: fc.integer({ min: 1, max: 24 }) });
    fc.assert(
      fc.property(fc.array(fc.oneof(shape, fc.constant(GRAPH)), { maxLength: 30 }), fc.nat(50), (shapes, top) => {
        const places = placesFor(shapes, top);
        expect(places.map(({ h }) => h)).toEqual(shapes.map(({ height }) => height));
        let x = 0;
        let y = top;
        for (const place of places) {
          expect([place.x, place.y]).toEqual([x, y]);
          expect(place.w).toBeGreaterThan(0);
          x += place.w;
          if (x === 24) [x, y] = [0, y + place.h];
        }
        expect(x).toBe(0);
      }),
    );
  });
});
