import { ADDING, filter, label, parse, relabel, section, type Directive } from './directive';
import { klogFields } from './klog';
import { JSON_PARSER, LABELS } from './places';
import { annotationParams, containerWishes, type ContainerWishes } from './pod-annotation';

/** Parent of OpenWhisk's fields. Elasticsearch reads the dot as an object. */
const PREFIX = 'openwhisk.';

/** Tag of the containers of a name in the platform's namespace. No dot is in it: each `*` is one part of a tag. */
function containersOf(namespace: string, container: string): string {
  return `kubernetes.var.log.containers.*_${namespace}_${container}-*.log`;
}

/**
 * A line of OpenWhisk's components (OpenWhisk, logback.xml, `Logging.scala`): time, level, the request's transaction and, within
 * it, one of its own; the part that wrote it. What comes from libraries has no transaction.
 */
const LINE =
  '/^\\[[^\\]]+\\] \\[(?<level>[A-Z]+)\\] (?:\\[#tid_(?<transaction_id>[^\\]]+)\\] )?(?:\\[#tid_(?<child_transaction_id>[^\\]]+)\\] )?(?:\\[(?<component>[A-Za-z][^\\]]*)\\] )?/';

/**
 * An activation, in each form of the lines that name one: its id, its results as the controller receives them, and its record in
 * the database `…activations`. Transactions and revisions of documents may look the same.
 */
const ACTIVATION =
  "/(?:(?:activation(?: ?id)?|message|ack for):? '?|activations' saving document: 'id: [^ ,']+\\/)(?<activation_id>[0-9a-f]{32})\\b/i";

/** Log line of the pool when it assigns a container to an activation (OpenWhisk, `ContainerPool.scala`). */
const ACTION = '/ action: (?<action>[^ ]+) namespace: (?<action_namespace>[^ ]+) activationId: /';

/** A log marker (OpenWhisk, `LogMarker`): its name, the time since the start and, at the end, the duration. */
const MARKER = '/\\[marker:(?<marker>[^:\\]]+):(?<elapsed_ms>\\d+)(?::(?<duration_ms>\\d+))?\\]/';

/** nginx gives its request id to the controllers, and it is the transaction's (lib/openwhisk/nginx-conf.ts). */
const REQUEST = '/"requestId":"(?<transaction_id>[^"]+)"/';

/**
 * A text that is not a JSON object, with no fields: the group takes no part. Of a list, the parser would make as many records as it has
 * elements, which is none for `[]`.
 */
const NO_OBJECT = '/^(?<nothing>(?!))?(?!\\{)/';

/** Sentinel that an action container writes after each activation, on both streams (OpenWhisk, `Container.scala`). */
const SENTINEL = '/^(?<activation_end>XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX)$/';

/** Namespaces whose containers have fields of OpenWhisk. */
export interface PlatformNamespaces {
  /** Of its components. */
  readonly namespace: string;
  /** Of the action pods. */
  readonly actionNamespace: string;
}

/** Whole records of containers: what Kubernetes knows about their pods, and what OpenWhisk wrote into them. */
export function recordFields({ namespace, actionNamespace }: PlatformNamespaces, wishes: ContainerWishes): Directive {
  const components = containersOf(namespace, '{controller,invoker,scheduler}');
  const nginx = containersOf(namespace, 'nginx');
  return label(
    LABELS.records,
    filter('kubernetes.**', 'pod_metadata', 'kubernetes_metadata', {
      watch: true,
      skip_master_url: true,
      skip_namespace_metadata: true,
      unknown_ttl: 60,
      read_timeout: 5,
      slow_seconds: 1,
      slow_pause: 30,
      watch_pause: 10,
      ...annotationParams(wishes),
    }),
    // Of the labels `app` and `app.kubernetes.io/name`, Elasticsearch would make a text and an object of one name.
    filter('kubernetes.**', 'dedot', 'kubernetes_labels', {
      de_dot: true,
      de_dot_separator: '_',
      de_dot_nested: true,
    }),
    ...containerWishes('kubernetes.**', wishes),
    klogFields('kubernetes.**', 'container_klog'),
    ...[
      { id: 'openwhisk_line', tags: components, expression: LINE },
      { id: 'openwhisk_activation', tags: components, expression: ACTIVATION },
      { id: 'openwhisk_action', tags: components, expression: ACTION },
      { id: 'openwhisk_marker', tags: components, expression: MARKER, types: 'elapsed_ms:integer,duration_ms:integer' },
      { id: 'nginx_transaction', tags: nginx, expression: REQUEST },
      { id: 'action_sentinel', tags: containersOf(actionNamespace, 'user-action'), expression: SENTINEL },
    ].map(({ id, tags, expression, types }) =>
      filter(
        tags,
        'parser',
        id,
        { ...ADDING, inject_key_prefix: PREFIX },
        parse('regexp', { expression, ...(types ? { types } : {}) }),
      ),
    ),
    filter(
      nginx,
      'parser',
      'nginx_access',
      { ...ADDING, inject_key_prefix: 'nginx.' },
      parse(
        'multi_format',
        {},
        section('pattern', { format: 'regexp', expression: NO_OBJECT }),
        section('pattern', { format: 'json', ...JSON_PARSER, time_key: '' }),
      ),
    ),
    relabel('kubernetes.**', 'container_fields', LABELS.output),
  );
}
