/**
 * The stored form of a picture: base64 with `+`, `/` and `=` escaped, as in the talk that the demonstration follows. It needs a
 * third more space than the picture: the point is the work.
 */
export function escapePicture(picture: Buffer): string {
  return encodeURIComponent(picture.toString('base64'));
}

/** The picture of a stored form; `undefined` for anything that `escapePicture` does not write. */
export function unescapePicture(stored: string): Buffer | undefined {
  // Buffer.from skips what is not base64, so only escaping it again proves that nothing was lost.
  const picture = Buffer.from(stored.replace(/%2B/g, '+').replace(/%2F/g, '/').replace(/%3D/g, '='), 'base64');
  return escapePicture(picture) === stored ? picture : undefined;
}
