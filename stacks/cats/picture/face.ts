import type { Coat, Marking } from './coats';
import type { Random } from './random';
import { ellipse, fill, path, stroke } from './shapes';

const EYES: readonly [string, ...string[]] = ['#7fb24a', '#e0b040', '#4f9fd0', '#c98a2b', '#58b0a0'];
const INK = '#2b2430';
const NOSE = '#d9808a';

/** The head of a cat around the point (0, 0). */
export function face(random: Random, coat: Coat, marking: Marking, isAsleep: boolean): string {
  const width = random.between(64, 74);
  return [
    ...ears(random, coat, width),
    ellipse(0, 0, width, random.between(54, 60), coat.fur),
    ...forehead(random, coat, marking),
    ellipse(-14, 24, 20, 16, coat.light),
    ellipse(14, 24, 20, 16, coat.light),
    ...(isAsleep ? closedEyes(random) : openEyes(random)),
    fill('M-7 12 H7 L0 20 Z', NOSE),
    stroke('M0 20 V25 M0 25 Q-8 34 -15 27 M0 25 Q8 34 15 27', INK, 2.5),
    ...whiskers(random),
  ].join('\n');
}

function ears(random: Random, coat: Coat, width: number): string[] {
  const tip = random.between(-96, -78);
  const spread = random.between(-4, 12);
  return [-1, 1].flatMap((side) => {
    const at = (share: number): number => side * width * share;
    const top = side * (width * 0.72 + spread);
    return [
      fill(path`M${at(0.98)} -12 L${top} ${tip} L${at(0.2)} -46 Z`, coat.fur),
      fill(path`M${at(0.84)} -26 L${top - side * 3} ${tip + 18} L${at(0.38)} -44 Z`, coat.ears),
    ];
  });
}

function forehead(random: Random, coat: Coat, marking: Marking): string[] {
  if (marking === 'tabby')
    return [-16, 0, 16].map((x) => stroke(path`M${x} -50 L${x * 0.6} ${random.between(-34, -26)}`, coat.marks, 7));
  if (marking === 'patched') {
    const side = random.pick([1, -1]);
    return [ellipse(side * 30, random.between(-18, -8), random.between(22, 28), random.between(20, 26), coat.marks)];
  }
  return [];
}

function openEyes(random: Random): string[] {
  const colour = random.pick(EYES);
  const [height, look] = [random.between(11, 16), random.between(-4, 4)];
  const pupil = random.between(3, 8);
  return [-1, 1].flatMap((side) => [
    ellipse(side * 29, -6, 15, height, '#ffffff'),
    ellipse(side * 29, -6, 13.5, height - 1.5, colour),
    ellipse(side * 29 + look, -6, pupil, height - 3, INK),
    ellipse(side * 29 + look + 2, -10, 2.5, 2.5, '#ffffff'),
  ]);
}

function closedEyes(random: Random): string[] {
  const curve = random.between(4, 12);
  return [-1, 1].map((side) =>
    stroke(path`M${side * 29 - 13} -4 Q${side * 29} ${-4 + curve} ${side * 29 + 13} -4`, INK, 3),
  );
}

function whiskers(random: Random): string[] {
  const length = random.between(48, 66);
  const rise = random.between(-6, 8);
  return [-1, 1].flatMap((side) =>
    [-1, 0, 1].map((row) => {
      const [endX, endY] = [side * (26 + length), 22 + row * 14 - rise];
      const whisker = path`M${side * 26} ${24 + row * 5} Q${side * 50} ${20 + row * 8} ${endX} ${endY}`;
      return stroke(whisker, '#8d8790', 1.5);
    }),
  );
}
