/**
 * The CouchDB design documents that OpenWhisk's code and admin tools query, one list per database.
 *
 * Source of ids, view names, keys, values and reduces: apache/openwhisk `ansible/files/*.json`, put in place by
 * `ansible/tasks/initdb.yml` (auths) and `recreateViews.yml` (actions, activations). The JavaScript is ours. Users of
 * each document:
 * | document                        | asked for by                                                                   |
 * | ------------------------------- | ------------------------------------------------------------------------------ |
 * | `subjects.v2.0.0` (auths)       | `whisk.db.subjects-ddoc` (Identity.scala), wskadmin                            |
 * | `namespaceThrottlings` (auths)  | fixed name in NamespaceBlacklist.scala                                         |
 * | `whisks.v2.1.0` (actions)       | `whisk.db.actions-ddoc` (WhiskStore.scala)                                     |
 * | `whisks.v2.1.0` (activations)   | `whisk.db.activations-ddoc` (WhiskActivation.scala)                            |
 * | `whisks-filters.v2.1.1`         | `whisk.db.activations-filter-ddoc` (WhiskActivation.scala, lists of one action) |
 * | `activations`, `logCleanup`     | fixed names in tools/db/cleanUpActivations.py and deleteLogsFromActivations.py |
 * | `snapshotFilters` (all three)   | fixed name in tools/db/replicateDbs.py                                         |
 *
 * The keys are in common/scala/src/main/resources/application.conf; each is an environment variable too
 * (`CONFIG_whisk_db_subjectsDdoc`, …). The functions are ES5, as CouchDB 2's SpiderMonkey needs, and have no `try`:
 * CouchDB itself drops the rows of a document whose map function throws.
 */

/** A view: the text of its map function and, if it can be counted or summed, CouchDB's built-in reduce. */
export interface View {
  readonly map: string;
  readonly reduce?: '_count' | '_sum';
}

/** A CouchDB design document as it is stored, without revision. */
export interface DesignDocument {
  /** Starts with `_design/`. */
  readonly _id: string;
  readonly language: 'javascript';
  /** Views by name. @default none */
  readonly views?: Readonly<Record<string, View>>;
  /** Texts of replication filter functions by name. @default none */
  readonly filters?: Readonly<Record<string, string>>;
}

function mapFunction(...statements: readonly string[]): string {
  return `function (doc) {\n${statements.join('\n')}\n}`;
}

/** Fields of an entity in every list of rules, triggers, packages or actions. */
const ENTITY_SUMMARY = `  function summary() {
    return {
      namespace: doc.namespace, name: doc.name, version: doc.version,
      publish: doc.publish, annotations: doc.annotations, updated: doc.updated
    };
  }`;

/** An entity in a package (`namespace/package`) is listed under the package and under its namespace. */
const EMIT_IN_NAMESPACES = `  function emitInNamespaces(value) {
    var root = doc.namespace.split('/')[0];
    emit([doc.namespace, doc.updated], value);
    if (root !== doc.namespace) emit([root, doc.updated], value);
  }`;

/** Fields of an activation in lists. An `end` of 0 means still running: then end, duration and status are omitted. */
const ACTIVATION_SUMMARY = `  function summary() {
    var ended = doc.end !== 0 && doc.end !== undefined;
    return {
      namespace: doc.namespace, name: doc.name, version: doc.version,
      publish: doc.publish, annotations: doc.annotations, activationId: doc.activationId,
      start: doc.start, end: ended ? doc.end : undefined,
      duration: ended ? doc.end - doc.start : undefined, cause: doc.cause,
      statusCode: ended && doc.response ? doc.response.statusCode : undefined
    };
  }`;

/** `package/action` or `action`. A binding (`namespace/package`) precedes the path (`namespace/package/action`). */
const ACTION_PATH = `  function actionPath() {
    var path, binding;
    doc.annotations.forEach(function (annotation) {
      if (annotation.key === 'path') path = annotation.value;
      if (annotation.key === 'binding') binding = annotation.value;
    });
    var parts = String(binding || path).split('/');
    return binding || parts.length === 3 ? parts[1] + '/' + doc.name : doc.name;
  }`;

const SNAPSHOT_FILTERS: DesignDocument = {
  _id: '_design/snapshotFilters',
  language: 'javascript',
  filters: {
    withoutDeletedAndDesignDocuments: `function (doc) {
  return !doc._deleted && doc._id.indexOf('_design/') !== 0;
}`,
  },
};

const SUBJECTS: DesignDocument = {
  _id: '_design/subjects.v2.0.0',
  language: 'javascript',
  views: {
    // `_id` in the value makes `include_docs=true` bring the limits of the namespace instead of the subject.
    identities: {
      map: mapFunction(`  if (!doc.namespaces || doc.blocked) return;
  doc.namespaces.forEach(function (namespace) {
    var identity = {
      _id: namespace.name + '/limits', namespace: namespace.name, uuid: namespace.uuid, key: namespace.key
    };
    emit([namespace.name], identity);
    emit([namespace.uuid, namespace.key], identity);
  });`),
    },
  },
};

const NAMESPACE_THROTTLINGS: DesignDocument = {
  _id: '_design/namespaceThrottlings',
  language: 'javascript',
  views: {
    blockedNamespaces: {
      map: mapFunction(`  if (doc._id.indexOf('/limits') >= 0) {
    if (doc.concurrentInvocations === 0 || doc.invocationsPerMinute === 0) emit(doc._id.replace('/limits', ''), 1);
  } else if (doc.subject && doc.namespaces && doc.blocked) {
    doc.namespaces.forEach(function (namespace) {
      emit(namespace.name, 1);
    });
  }`),
      reduce: '_sum',
    },
  },
};

const ENTITIES: DesignDocument = {
  _id: '_design/whisks.v2.1.0',
  language: 'javascript',
  views: {
    rules: {
      map: mapFunction(EMIT_IN_NAMESPACES, '  if (doc.trigger !== undefined) emitInNamespaces(1);'),
      reduce: '_count',
    },
    'packages-public': {
      map: mapFunction(
        ENTITY_SUMMARY,
        `  if (!doc.binding || !doc.publish || Object.keys(doc.binding).length > 0) return;
  var value = summary();
  value.binding = false;
  emit([doc.namespace, doc.updated], value);`,
      ),
      reduce: '_count',
    },
    packages: {
      map: mapFunction(
        ENTITY_SUMMARY,
        `  if (doc.binding === undefined) return;
  var value = summary();
  value.binding = Object.keys(doc.binding).length > 0 ? doc.binding : false;
  emit([doc.namespace, doc.updated], value);`,
      ),
      reduce: '_count',
    },
    actions: {
      map: mapFunction(
        ENTITY_SUMMARY,
        EMIT_IN_NAMESPACES,
        `  if (doc.exec === undefined) return;
  var value = summary();
  value.limits = doc.limits;
  value.exec = { binary: doc.exec.binary || false };
  emitInNamespaces(value);`,
      ),
      reduce: '_count',
    },
    // Only triggers have parameters but neither code nor a binding.
    triggers: {
      map: mapFunction(
        ENTITY_SUMMARY,
        EMIT_IN_NAMESPACES,
        `  if (doc.parameters !== undefined && doc.exec === undefined && doc.binding === undefined) {
    emitInNamespaces(summary());
  }`,
      ),
      reduce: '_count',
    },
  },
};

const ACTIVATIONS: DesignDocument = {
  _id: '_design/whisks.v2.1.0',
  language: 'javascript',
  views: {
    activations: {
      map: mapFunction(
        ACTIVATION_SUMMARY,
        '  if (doc.activationId !== undefined) emit([doc.namespace, doc.start], summary());',
      ),
      reduce: '_count',
    },
  },
};

const ACTIVATIONS_OF_AN_ACTION: DesignDocument = {
  _id: '_design/whisks-filters.v2.1.1',
  language: 'javascript',
  views: {
    activations: {
      map: mapFunction(
        ACTIVATION_SUMMARY,
        ACTION_PATH,
        "  if (doc.activationId !== undefined) emit([doc.namespace + '/' + actionPath(), doc.start], summary());",
      ),
      reduce: '_count',
    },
  },
};

const ACTIVATIONS_BY_DATE: DesignDocument = {
  _id: '_design/activations',
  language: 'javascript',
  views: {
    byDate: { map: mapFunction('  if (doc.activationId !== undefined) emit(doc.start, [doc._id, doc._rev]);') },
  },
};

const LOG_CLEANUP: DesignDocument = {
  _id: '_design/logCleanup',
  language: 'javascript',
  views: {
    // The logs of a sequence are the ids of its activations: no clean-up may take them. The first `kind` counts.
    byDateWithLogs: {
      map: mapFunction(`  if (doc.activationId === undefined || !doc.logs || doc.logs.length === 0) return;
  var kinds = doc.annotations.filter(function (annotation) { return annotation.key === 'kind'; });
  if (kinds.length === 0 || kinds[0].value !== 'sequence') emit(doc.start, doc._id);`),
    },
  },
};

/** The design documents of the three OpenWhisk databases, by what `DB_WHISK_AUTHS`, `…_ACTIONS`, `…_ACTIVATIONS` name. */
export const DESIGN_DOCUMENTS: {
  readonly auths: readonly DesignDocument[];
  readonly actions: readonly DesignDocument[];
  readonly activations: readonly DesignDocument[];
} = {
  auths: [SUBJECTS, SNAPSHOT_FILTERS, NAMESPACE_THROTTLINGS],
  actions: [ENTITIES, SNAPSHOT_FILTERS],
  activations: [ACTIVATIONS, ACTIVATIONS_OF_AN_ACTION, SNAPSHOT_FILTERS, ACTIVATIONS_BY_DATE, LOG_CLEANUP],
};
