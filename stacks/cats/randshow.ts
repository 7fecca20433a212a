import { pickCat, type Pick, type StoredCat } from './cats-table';
import type { Connections } from './database';
import { escapeMarkup, html, json, methodNotAllowed, type Handler } from './http';
import { unescapePicture } from './stored-form';

/** The page shows one picture of its own, and loads nothing. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** Shows a stored cat at random. */
export function randshow(database: Connections, pick: Pick, random?: () => number): Handler {
  return async ({ method }) => {
    if (method !== 'GET' && method !== 'POST' && method !== 'HEAD') return methodNotAllowed('GET, HEAD, POST');
    const cat = await pickCat(database, pick, random);
    if (!cat) return json(404, { error: 'no picture is stored yet: call randstore' });
    const picture = unescapePicture(cat.img);
    if (!picture) return json(500, { error: `picture ${cat.id} is damaged` });
    return html(page(cat, picture), POLICY);
  };
}

function page({ id, created }: StoredCat, picture: Buffer): string {
  const name = escapeMarkup(`Cat ${id}`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${name}</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; text-align: center }
  img { width: min(90vmin, 30rem) }
</style>
<figure>
  <img src="data:image/svg+xml;base64,${picture.toString('base64')}" alt="${name}">
  <figcaption>${name}, stored ${escapeMarkup(created)}</figcaption>
</figure>
</html>
`;
}
