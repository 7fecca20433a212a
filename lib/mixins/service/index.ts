import { mixin } from '../mixin';
import { service as alerts } from './alerts';
import { businessService } from './board';

/** The platform as one business service. */
export const service = mixin({
  sources: {},
  groups: [alerts],
  boards: [businessService],
});
