/** Path of a field within an object, e.g. `['spec', 'endpoints', 0, 'interval']`. */
export type FieldPath = readonly (string | number)[];

/** The fields of an object of which not more is known. */
export type Fields = Readonly<Record<string, unknown>>;

/** Something that is wrong in a custom resource. */
export interface Problem {
  readonly path: FieldPath;
  /** What is wrong, with the value, what is allowed and what to do. */
  readonly text: string;
  /** Whether a value lacks the form that those who look at it count on. @default false */
  readonly misshapen?: boolean;
}

/** `spec.endpoints[0].interval: ...`. */
export function problemText({ path, text }: Problem): string {
  const field = path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index > 0 ? `.${part}` : part));
  return `${field.join('')}: ${text}`;
}
