/** Path of a field within an object, e.g. `['spec', 'endpoints', 0, 'interval']`. */
export type FieldPath = readonly (string | number)[];

/** The fields of an object of unknown type. */
export type Fields = Readonly<Record<string, unknown>>;

/** Something that is wrong in a custom resource. */
export interface Problem {
  readonly path: FieldPath;
  /** The problem with the value, the allowed values and the fix. */
  readonly text: string;
  /** Whether the value has the wrong type, so that later checks must skip it. @default false */
  readonly misshapen?: boolean;
}

/** `spec.endpoints[0].interval: ...`. */
export function problemText({ path, text }: Problem): string {
  const field = path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index > 0 ? `.${part}` : part));
  return `${field.join('')}: ${text}`;
}
