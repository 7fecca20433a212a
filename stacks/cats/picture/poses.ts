import { marks, type Coat, type Marking } from './coats';
import type { Random } from './random';
import { ellipse, fill, path, stroke } from './shapes';

export const POSES = ['sitting', 'loafing', 'sleeping'] as const;

/** A body without its head, and the place of the head. */
export interface Posed {
  readonly body: string;
  readonly head: { readonly x: number; readonly y: number; readonly tilt: number };
}

function sitting(random: Random, coat: Coat, marking: Marking): Posed {
  const side = random.pick([1, -1]);
  const reach = random.between(85, 135);
  const lift = random.between(30, 120);
  const width = random.between(66, 84);
  const tail = path`M200 340 C${200 + side * reach} 350 ${200 + side * (reach + 45)} ${340 - lift} ${200 + side * reach} ${280 - lift}`;
  const body = [
    stroke(tail, coat.fur, 24),
    fill(
      path`M${200 - width} 350 C${190 - width} 250 160 190 200 190 C240 190 ${210 + width} 250 ${200 + width} 350 Z`,
      coat.fur,
    ),
    ...marks(random, coat, marking, { x: 200, y: 265, width: width - 12, height: 55 }),
    ellipse(200, 250, 32, 46, coat.light),
    ellipse(200 - width + 14, 335, 36, 28, coat.fur),
    ellipse(200 + width - 14, 335, 36, 28, coat.fur),
    ...[-1, 1].map((leg) => stroke(path`M${200 + leg * 22} 270 L${200 + leg * 24} 345`, coat.fur, 30)),
    ...[-1, 1].map((leg) => ellipse(200 + leg * 25, 354, 22, 13, coat.light)),
  ].join('\n');
  return { body, head: { x: 200, y: random.between(138, 150), tilt: random.between(-12, 12) } };
}

function loafing(random: Random, coat: Coat, marking: Marking): Posed {
  const side = random.pick([1, -1]);
  const width = random.between(118, 142);
  const body = [
    stroke(
      path`M${200 + side * (width - 20)} 330 Q${200 + side * (width + 40)} 350 ${200 + side * 30} 362`,
      coat.marks,
      22,
    ),
    ellipse(200, 282, width, random.between(74, 84), coat.fur),
    ...marks(random, coat, marking, { x: 200, y: 275, width: width - 22, height: 42 }),
    ellipse(200, 300, 48, 44, coat.light),
    ...[-1, 1].map((leg) => ellipse(200 + leg * 30, 350, 30, 14, coat.light)),
  ].join('\n');
  return {
    body,
    head: { x: 200 - side * random.between(0, 34), y: random.between(188, 204), tilt: random.between(-9, 9) },
  };
}

function sleeping(random: Random, coat: Coat, marking: Marking): Posed {
  const side = random.pick([1, -1]);
  const width = random.between(126, 146);
  const body = [
    ellipse(200, 282, width, random.between(80, 92), coat.fur),
    ...marks(random, coat, marking, { x: 200 + side * 30, y: 258, width: width - 50, height: 46 }),
    stroke(path`M${200 + side * (width - 12)} 300 Q${200 + side * 70} 390 ${200 - side * 60} 352`, coat.marks, 26),
  ].join('\n');
  return {
    body,
    head: {
      x: 200 - side * random.between(70, 88),
      y: random.between(282, 296),
      tilt: -side * random.between(8, 24),
    },
  };
}

/** Each pose is drawn from back to front. */
export const BODIES = { sitting, loafing, sleeping };
