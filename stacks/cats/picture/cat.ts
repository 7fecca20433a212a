import { COATS, MARKINGS } from './coats';
import { face } from './face';
import { BODIES, POSES } from './poses';
import { Random } from './random';
import { ellipse } from './shapes';

/** Side of the square picture. */
const SIZE = 400;

const NAMES = [
  ...['Misha', 'Olive', 'Pixel', 'Biscuit', 'Luna', 'Kernel', 'Mochi', 'Basil', 'Socket', 'Nori', 'Tansy'],
  ...['Fig', 'Murka', 'Cosmo', 'Juniper', 'Waffle', 'Pascal', 'Clementine', 'Vaska', 'Sesame'],
] as [string, ...string[]];

/** The cat of a seed: a drawing (SVG) that is the same on every machine and in every version of Node. */
export function catPicture(seed: number): string {
  const random = new Random(seed);
  const coat = random.pick(COATS);
  const marking = random.pick(MARKINGS);
  const pose = random.pick(POSES);
  const name = random.pick(NAMES);
  const { body, head } = BODIES[pose](random, coat, marking);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" role="img">`,
    `<title>${name}, a ${coat.name} cat, ${marking}, ${pose}</title>`,
    `<desc>Seed ${seed}</desc>`,
    background(random),
    body,
    `<g transform="translate(${head.x} ${head.y}) rotate(${head.tilt})">${face(random, coat, marking, pose === 'sleeping')}</g>`,
    '</svg>',
  ].join('\n');
}

/** Wall, floor and a round window with moon or sun. */
function background(random: Random): string {
  const hue = Math.floor(random.next() * 360);
  const [x, y, radius] = [random.between(60, 340), random.between(60, 110), random.between(24, 44)];
  return [
    `<rect width="${SIZE}" height="${SIZE}" fill="hsl(${hue} 45% 84%)"/>`,
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="hsl(${(hue + 40) % 360} 80% 94%)"/>`,
    `<path d="M0 322 H${SIZE} V${SIZE} H0 Z" fill="hsl(${hue} 35% 66%)"/>`,
    ellipse(200, 364, 160, 16, `hsl(${hue} 35% 56%)`),
  ].join('\n');
}
