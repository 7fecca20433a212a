import { exceptionMistakes } from '../platform/address-ranges';
import type { Rule } from '../platform/rule';

const exceptionsAreWithin: Rule = ({ openwhisk: { actions } }) =>
  exceptionMistakes(['openwhisk', 'actions', 'egress'], actions.egress ?? []);

/** Rules of the ranges that actions reach. */
export const EGRESS_RULES: readonly Rule[] = [exceptionsAreWithin];
