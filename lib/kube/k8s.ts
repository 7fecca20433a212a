/**
 * The only import of cdk8s-plus in this project: changing the Kubernetes minor it was generated from is one edit here.
 *
 * We build on its typed L1 objects, not on its L2 workloads, see docs/design/0002-typed-l1-objects.md; to load those would take a
 * quarter of a second at every start.
 */
import * as k8s from 'cdk8s-plus-27/lib/imports/k8s';

export { k8s };
