import { z } from 'zod';
import { certManager, objectName } from './common';
import { SECRETS, VERIFIED_CERTIFICATE } from './secrets';

/** Protection of the pods, and of the connections between the parts of the platform. */
export const securitySchema = z
  .strictObject({
    internalTLS: z
      .boolean()
      .default(false)
      .describe(
        "Encrypt and authenticate the connections to the platform's own Kafka and ZooKeeper, and between members of etcd: TLS with verified names, and generated passwords. Exceptions, and how to switch a running platform: docs/internal-tls.md.",
      ),
    fixedUsers: z
      .boolean()
      .default(true)
      .describe(
        'Name the user and the groups of the processes in every pod. false: the cluster assigns them, as OpenShift does by its default security context constraint, restricted-v2, except in pods that are not restricted (docs/clusters/openshift.md).',
      ),
    userNamespaces: z
      .boolean()
      .default(false)
      .describe(
        'User namespace of every pod that sees neither its node nor a claim: root in it is a user without rights on the node (`hostUsers: false`). The nodes need Linux 6.3, and containerd 2 or CRI-O.',
      ),
    appArmor: z
      .boolean()
      .default(false)
      .describe(
        'AppArmor profile RuntimeDefault in every pod without privileged containers (`appArmorProfile`). The kubelet of a node without AppArmor refuses such pods. false: the container runtime applies the same profile on nodes with AppArmor.',
      ),
    certificates: z
      .strictObject({
        existingSecret: objectName()
          .optional()
          .describe(
            'Your Secret of type kubernetes.io/tls with ca.crt, valid for each server and its pods (docs/internal-tls.md has the names). The key is in PKCS #8.',
          )
          .register(SECRETS, VERIFIED_CERTIFICATE),
        certManager: certManager(),
      })
      .prefault({})
      .describe('Certificates of the servers. Default: a job creates one for each server inside the cluster.'),
  })
  .prefault({})
  .describe('Protection of the pods, and of the connections between the parts of the platform.');
