/** A place on the grid of a board: 24 columns, and lines of about 30 pixels (Grafana, "Dashboard JSON model"). */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** How panels of a kind are laid out. */
export interface Shape {
  /** Height of a panel. */
  readonly height: number;
  /** How many stand side by side at most. */
  readonly abreast: number;
}

const COLUMNS = 24;

/**
 * Places for panels under one another from a line of the grid on, without a hole: neighbours of one shape share lines evenly, and
 * each line is filled.
 */
export function placesFor(shapes: readonly Shape[], top: number): Place[] {
  const places: Place[] = [];
  let y = top;
  for (const { shape, count } of runs(shapes)) {
    for (const size of lines(count, shape.abreast)) {
      places.push(...spread(size).map(({ x, w }) => ({ x, y, w, h: shape.height })));
      y += shape.height;
    }
  }
  return places;
}

/** Neighbours of one shape. */
function runs(shapes: readonly Shape[]): { shape: Shape; count: number }[] {
  const found: { shape: Shape; count: number }[] = [];
  for (const shape of shapes) {
    const last = found.at(-1);
    if (last?.shape.height === shape.height && last.shape.abreast === shape.abreast) last.count += 1;
    else found.push({ shape, count: 1 });
  }
  return found;
}

/** Parts of a number, as equal as can be, none of them above a limit; the larger ones first. */
function lines(count: number, limit: number): number[] {
  const needed = Math.ceil(count / limit);
  return Array.from({ length: needed }, (_, index) => Math.ceil((count - index) / needed));
}

function spread(count: number): Pick<Place, 'x' | 'w'>[] {
  const edge = (index: number): number => Math.round((COLUMNS * index) / count);
  return Array.from({ length: count }, (_, index) => ({ x: edge(index), w: edge(index + 1) - edge(index) }));
}
