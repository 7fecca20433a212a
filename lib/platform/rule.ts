import type { Mistake } from './mistake';
import type { Platform } from './model';

/** A rule between several values of a platform: the mistakes of a platform that breaks it. */
export type Rule = (platform: Platform) => Mistake[];

/** A rule about one section of a platform, which may look at the others. */
export type SectionRule<Section> = (section: Section, platform: Platform) => Mistake[];
