const NAME = '[A-Za-z][\\w:-]*';
const TEXT = '(?:[^<>&"]|&(?:amp|lt|gt|quot|#39);)';
const TOKEN = new RegExp(`<(/?)(${NAME})((?: ${NAME}="${TEXT}*")*)(/?)>|${TEXT}+`, 'y');

/** The first reason why a text is not well-formed, in the part of XML that pictures use: elements, attributes and text. */
export function faultOfXml(xml: string): string | undefined {
  const open: string[] = [];
  let roots = 0;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const [token, close, name, attributes = '', empty] = TOKEN.exec(xml) ?? [];
    if (token === undefined) return `no token: ${xml.slice(at, at + 20)}`;
    if (name === undefined) continue;
    const names = [...attributes.matchAll(/([^ ]+)="/g)].map(([, attribute]) => attribute);
    if (new Set(names).size < names.length) return `an attribute twice: ${token}`;
    if (open.length === 0) roots += 1;
    if (!close && !empty) open.push(name);
    if (close && open.pop() !== name) return `closes another element: ${token}`;
  }
  if (open.length > 0) return `open: ${open.join(', ')}`;
  return roots === 1 ? undefined : `${roots} roots`;
}
