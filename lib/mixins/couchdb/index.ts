import { mixin } from '../mixin';
import { couchdb as metrics } from './metrics';
import { couchdb as alerts } from './alerts';

/** CouchDB. */
export const couchdb = mixin({
  sources: { couchdb: metrics },
  groups: [alerts],
  boards: [],
});
