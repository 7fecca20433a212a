/** A generation of OpenWhisk's images, by the library of its actor systems. */
export type Generation = 'akka' | 'pekko';

/** The programs of OpenWhisk that take their configuration from the environment. */
export const PROGRAMS = ['controller', 'invoker', 'scheduler', 'user-events'] as const;

/** A program of OpenWhisk that takes its configuration from the environment. */
export type Program = (typeof PROGRAMS)[number];
