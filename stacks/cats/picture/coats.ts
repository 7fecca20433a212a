import type { Random } from './random';
import { ellipse, path, stroke } from './shapes';

export interface Coat {
  readonly name: string;
  readonly fur: string;
  /** Stripes and patches. */
  readonly marks: string;
  /** Chest, muzzle and paws. */
  readonly light: string;
  /** Inside of the ears. */
  readonly ears: string;
}

export const COATS: readonly [Coat, ...Coat[]] = [
  { name: 'ginger', fur: '#e8964a', marks: '#b9652a', light: '#fbe3c4', ears: '#e8a9a6' },
  { name: 'grey', fur: '#9aa3ad', marks: '#68727e', light: '#e8ecef', ears: '#e8a9a6' },
  { name: 'black', fur: '#3b3a40', marks: '#26252a', light: '#5a5860', ears: '#7a5a66' },
  { name: 'cream', fur: '#f0d9b5', marks: '#cfa97a', light: '#fff7ea', ears: '#e8a9a6' },
  { name: 'brown', fur: '#8a6244', marks: '#5c3d28', light: '#dfc3a4', ears: '#e8a9a6' },
  { name: 'white', fur: '#f6f3ee', marks: '#d9a066', light: '#ffffff', ears: '#e8a9a6' },
  { name: 'blue', fur: '#7d8ca3', marks: '#566377', light: '#c9d2de', ears: '#e8a9a6' },
];

export const MARKINGS = ['plain', 'tabby', 'patched'] as const;
export type Marking = (typeof MARKINGS)[number];

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Stripes or patches on the flanks. */
export function marks(random: Random, coat: Coat, marking: Marking, { x, y, width, height }: Area): string[] {
  if (marking === 'plain') return [];
  if (marking === 'patched')
    return [-1, 1].map((side) =>
      ellipse(
        x + side * width * 0.55,
        y + random.between(-0.3, 0.5) * height,
        width * random.between(0.2, 0.4),
        height * random.between(0.4, 0.6),
        coat.marks,
      ),
    );
  const count = random.pick([3, 4, 5]);
  const step = (height * 1.6) / count;
  return [-1, 1].flatMap((side) =>
    Array.from({ length: count }, (_, stripe) => {
      const [top, outer, inner] = [y - height * 0.7 + stripe * step, x + side * width * 0.85, x + side * width * 0.45];
      return stroke(path`M${outer} ${top} Q${(outer + inner) / 2} ${top + 10} ${inner} ${top + 3}`, coat.marks, 8);
    }),
  );
}
