/** Whether the value at an index is also at an earlier one; in linear time, as lists of users have any length. */
export function repetitions(values: readonly unknown[]): (index: number) => boolean {
  const first = new Map<unknown, number>();
  values.forEach((value, index) => {
    if (!first.has(value)) first.set(value, index);
  });
  return (index) => first.get(values[index]) !== index;
}
