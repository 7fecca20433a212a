import * as fc from 'fast-check';

/** A value that a platform file has or leaves out. */
export const some = <T>(value: T): fc.Arbitrary<T | undefined> => fc.option(fc.constant(value), { nil: undefined });

/** A server outside of the platform, or none. */
export const external = (name: string): fc.Arbitrary<{ host: string } | undefined> =>
  some({ host: `${name}.example.org` });

/** A section that is on or off. */
export const toggle: fc.Arbitrary<{ enabled: boolean }> = fc.record({ enabled: fc.boolean() });

/** Members of a quorum. */
export const members: fc.Arbitrary<number> = fc.constantFrom(1, 3, 5);

/** Number of pods. */
export const pods = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
