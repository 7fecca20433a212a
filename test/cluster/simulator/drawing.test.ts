import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { DRAWINGS } from '../../simulator/drawings';
import { layoutsOf, type Box, type Layout } from './browser';

/** Pixels that two boxes may share: boxes are as high as the font, which no letter of these texts fills. */
const SHARED = 1;

/** What is wrong with the layout of a drawing. */
function faultsOf({ width, height, texts, shapes }: Layout): string[] {
  const isOutside = (box: Box): boolean =>
    box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height;
  return [
    ...[...texts, ...shapes].filter(isOutside).map(({ text }) => `cut: ${text}`),
    ...texts.filter((box) => box.width === 0 || box.height === 0).map(({ text }) => `not drawn: ${text}`),
    ...texts.flatMap((box, index) =>
      texts
        .slice(index + 1)
        .filter((other) => overlap(box.x, box.width, other.x, other.width))
        .filter((other) => overlap(box.y, box.height, other.y, other.height))
        .map((other) => `overlap: ${box.text} and ${other.text}`),
    ),
  ];
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): boolean {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart) > SHARED;
}

describe("The simulator's drawings in a browser", () => {
  const names = Object.keys(DRAWINGS);
  let layouts: readonly Layout[];
  let damaged: readonly Layout[];

  before(async () => {
    const drawings = Object.values(DRAWINGS);
    const longer = drawings.map((svg) => svg.replaceAll('</text>', ' and more</text>'));
    const all = await layoutsOf([...drawings, ...longer]);
    layouts = all.slice(0, names.length);
    damaged = all.slice(names.length);
  });

  names.forEach((name, index) => {
    it(`has all texts within the picture and apart from each other: ${name}`, () => {
      const layout = layouts[index];
      assert.ok(layout && layout.texts.length > 10 && layout.shapes.length > 5);
      assert.deepEqual(faultsOf(layout), []);
    });
  });

  it('finds longer labels that are cut and overlap, in every drawing', () => {
    for (const [index, layout] of damaged.entries()) {
      const faults = faultsOf(layout);
      for (const kind of ['cut', 'overlap']) {
        assert.ok(
          faults.some((fault) => fault.startsWith(kind)),
          `${names[index]}: no ${kind}`,
        );
      }
    }
  });
});
