import * as fc from 'fast-check';

/** A value that a platform file has or leaves out. */
export const some = <T>(value: T): fc.Arbitrary<T | undefined> => fc.option(fc.constant(value), { nil: undefined });

/** A server outside of the platform, or none. */
export const external = (name: string): fc.Arbitrary<{ host: string } | undefined> =>
  some({ host: `${name}.example.org` });

/** A cluster outside of the platform, by one host or several, or none. */
export const externalCluster = <T extends object>(
  name: string,
  port: number,
  access: fc.Arbitrary<T> = fc.constant({} as T),
): fc.Arbitrary<({ host?: string; hosts?: string[] } & T) | undefined> =>
  fc.option(
    fc
      .tuple(
        fc.constantFrom<{ host?: string; hosts?: string[] }>(
          { host: `${name}.example.org` },
          { hosts: [`${name}.example.org`, `${name}-2.example.org:${port + 1}`] },
        ),
        access,
      )
      .map(([address, rest]) => ({ ...address, ...rest })),
    { nil: undefined },
  );

/** A section that is on or off. */
export const toggle: fc.Arbitrary<{ enabled: boolean }> = fc.record({ enabled: fc.boolean() });

/** Members of a quorum. */
export const members: fc.Arbitrary<number> = fc.constantFrom(1, 3, 5);

/** Number of pods. */
export const pods = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
