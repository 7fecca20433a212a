/** Control characters, and the characters that reverse the direction of what follows. */

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * A text of a user as one line of a message: control characters would forge lines, or clear the terminal.
 *
 * @param most - number of characters after which the text is cut.
 */
export function printable(text: string, most = 500): string {
  const cut = text.length > most ? `${text.slice(0, most - 3)}...` : text;
  return cut.replace(CONTROL, (character) =>
    character === '\n' ? '\\n' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
