import { stringify } from 'yaml';
import { parseSize } from '../text/quantity';
import type { ElasticsearchNodes } from '../platform/schema/elasticsearch';

/** Ports of a node. Of the readiness port nothing is read: it is open when the node is a member of a cluster. */
export const NODE_PORTS = { https: 9200, transport: 9300, readiness: 8080 } as const;

/** Largest heap whose pointers are compressed (Elasticsearch reference, "Advanced configuration", "Set the JVM heap size"). */
export const MAX_HEAP_MIB = 31 * 1024 - 1;

/** Heap of a node, in MiB: half of the memory limit, because the file system's cache needs the other half. */
export function heapMiB({ heapMiB: given, resources }: Pick<ElasticsearchNodes, 'heapMiB' | 'resources'>): number {
  return given ?? Math.min(MAX_HEAP_MIB, halfOf(resources.limits.memory));
}

/** Half of an amount of memory, in MiB. */
export function halfOf(memory: string): number {
  return Math.floor(parseSize(memory).mebibytes / 2);
}

/** Properties of {@link elasticsearchYml}. */
export interface ElasticsearchYmlProps {
  readonly clusterName: string;
  /** Name patterns of indices that are created only if a template matches. */
  readonly templated: readonly string[];
  /** DNS name that resolves to every node. */
  readonly seedHost: string;
  /** Whether files are mapped into memory. */
  readonly mmap: boolean;
  /** Names of the certificate of the nodes, its key and their authority, relative to the folder of the configuration. */
  readonly certificate: { readonly certificate: string; readonly key: string; readonly authority: string };
}

/**
 * The settings that all nodes share (Elasticsearch reference, "Important Elasticsearch configuration", "Security settings"). The
 * nodes that may be the first master are not among them: they are only for the first start, see {@link PREPARE_SCRIPT}.
 */
export function elasticsearchYml({
  clusterName,
  templated,
  seedHost,
  mmap,
  certificate,
}: ElasticsearchYmlProps): string {
  const tls = {
    enabled: true,
    certificate: certificate.certificate,
    key: certificate.key,
    certificate_authorities: [certificate.authority],
  };
  const settings = {
    'cluster.name': clusterName,
    'node.name': '${POD_NAME}',
    'node.attr.k8s_node_name': '${NODE_NAME}',
    // Two copies of a shard are never on one node of Kubernetes, which would be lost together.
    'cluster.routing.allocation.awareness.attributes': 'k8s_node_name',
    'network.host': '0.0.0.0',
    'network.publish_host': '${POD_IP}',
    'http.port': NODE_PORTS.https,
    'transport.port': NODE_PORTS.transport,
    'readiness.port': NODE_PORTS.readiness,
    'discovery.seed_hosts': [seedHost],
    ...(mmap ? {} : { 'node.store.allow_mmap': false }),
    // Writers may start before the index template exists, which allows their indices.
    'action.auto_create_index': [...templated.map((pattern) => `-${pattern}`), '+*'].join(','),
    'xpack.ml.enabled': false,
    'xpack.security.enabled': true,
    'xpack.security.enrollment.enabled': false,
    // Only the users of the file realm exist; every password is in a Secret.
    'xpack.security.authc.reserved_realm.enabled': false,
    'xpack.security.authc.realms.file.file.order': 0,
    'xpack.security.http.ssl': tls,
    // The addresses of pods change; who may join is said by the authority.
    'xpack.security.transport.ssl': { ...tls, verification_mode: 'certificate' },
  };
  // Elasticsearch takes a YAML alias for a text.
  return stringify(settings, { aliasDuplicateObjects: false });
}

/** Privileges of a role (Elasticsearch reference, "Security privileges"). */
export interface Role {
  readonly cluster: readonly string[];
  readonly indices: readonly {
    readonly names: readonly string[];
    readonly privileges: readonly string[];
    readonly allow_restricted_indices?: boolean;
  }[];
}

/** Users and roles. */
export interface Access<User extends string> {
  /** The role of each user that exists: a built-in one (Elasticsearch reference, "Built-in roles"), or one of {@link roles}. */
  readonly users: Readonly<Partial<Record<User, string>>>;
  /** Roles of our own. */
  readonly roles: Readonly<Record<string, Role>>;
}

/** The role of the exporter: it sees how everything is, and no document. */
export const METRICS_READER: Role = {
  cluster: ['monitor', 'monitor_snapshot'],
  indices: [{ names: ['*'], privileges: ['monitor'], allow_restricted_indices: true }],
};

/** Folders of a pod that prepares a node's configuration. */
export const PREPARE_DIRS = {
  image: '/usr/share/elasticsearch/config',
  settings: '/settings',
  target: '/config',
} as const;

/**
 * Puts a node's configuration together: what the image has, the shared settings and the users. It needs bash, as the
 * image has.
 *
 * Environment: IMAGE_CONFIG, SETTINGS and CONFIG are folders, DATA is the folder of the node's data; INITIAL_MASTERS
 * are names with commas between them; USERS are names, each with a password in PASSWORD_<name> and a role in
 * ROLE_<name>; SECURE_SETTINGS is a folder with a file for each secure setting, and may be missing.
 */
export const PREPARE_SCRIPT = `set -eu
cp -R "$IMAGE_CONFIG"/. "$CONFIG"
cp "$SETTINGS"/* "$CONFIG"
# A node that has been a member of a cluster must never found another one.
if [ ! -e "$DATA/_state" ]; then
  printf 'cluster.initial_master_nodes: [%s]\\n' "$INITIAL_MASTERS" >> "$CONFIG/elasticsearch.yml"
fi
# A salted hash of SHA-256. The passwords are at hand in this pod anyway, so a slow one would hide nothing.
hash() {
  local salt digest binary= at
  salt=$(head -c 8 /dev/urandom | base64)
  digest=$({ printf '%s' "$1"; printf '%s' "$salt" | base64 -d; } | sha256sum)
  for ((at = 0; at < 64; at += 2)); do binary+="\\\\x\${digest:at:2}"; done
  printf '{SSHA256}%s%s' "$salt" "$(printf "$binary" | base64)"
}
umask 077
: > "$CONFIG/users"
: > "$CONFIG/users_roles"
for user in $USERS; do
  password=PASSWORD_$user role=ROLE_$user
  printf '%s:%s\\n' "$user" "$(hash "\${!password}")" >> "$CONFIG/users"
  printf '%s:%s\\n' "\${!role}" "$user" >> "$CONFIG/users_roles"
done
if [ -d "\${SECURE_SETTINGS:-}" ]; then
  keystore() { ES_PATH_CONF=$CONFIG elasticsearch-keystore "$@"; }
  keystore create
  for file in "$SECURE_SETTINGS"/*; do
    setting=\${file##*/}
    case "$setting" in
      *.credentials_file) keystore add-file "$setting" "$file" ;;
      *) keystore add --stdin --force "$setting" < "$file" ;;
    esac
  done
fi
echo "node $POD_NAME: configuration made"
`;
