/** A coordinate with one decimal place: enough for a drawing, and the same text everywhere. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The data of a path, with rounded coordinates. */
export function path(commands: TemplateStringsArray, ...coordinates: readonly number[]): string {
  return String.raw({ raw: commands }, ...coordinates.map(round));
}

export function ellipse(x: number, y: number, radiusX: number, radiusY: number, colour: string): string {
  return `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(radiusX)}" ry="${round(radiusY)}" fill="${colour}"/>`;
}

export function fill(data: string, colour: string): string {
  return `<path d="${data}" fill="${colour}"/>`;
}

export function stroke(data: string, colour: string, width: number): string {
  return `<path d="${data}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
}
