import { address, type Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { CertificateRef, Credentials } from '../kube/secrets';

/** Logs that Grafana queries in Elasticsearch. */
export interface LogSource {
  readonly endpoint: Endpoint;
  readonly protocol: 'http' | 'https';
  /** A user who reads logs, with a Secret in the namespace of Grafana. */
  readonly user: Credentials;
  /** @default - the public authorities */
  readonly authorities?: CertificateRef;
  /** Pattern of the names of the indices. */
  readonly indices: string;
  /** Fields of a log. */
  readonly fields: {
    readonly time: string;
    readonly message: string;
    readonly level: string;
    readonly transaction: string;
  };
}

/** Traces that Grafana shows, and the logs that their spans lead to. */
export interface TraceSource {
  /** The query API of Jaeger. */
  readonly jaeger: Endpoint;
  /** @default - spans lead to no logs */
  readonly logs?: LogSource;
}

/** Identifiers of the data sources. */
const JAEGER = 'jaeger';
const LOGS = 'logs';

/** Variables of the environment with the user of Elasticsearch. */
const USERNAME = 'LOGS_USERNAME';
const PASSWORD = 'LOGS_PASSWORD';
const AUTHORITY = 'LOGS_CA';

/** Logs around a span that are searched: a log is written, and its clock read, by another program than the span. */
const AROUND = '5m';

/** Span tag of OpenWhisk with the id of the transaction (OpenWhisk, OpenTracingProvider.scala). */
const TRANSACTION_TAG = 'transactionId';

/** The data sources of traces and logs. Grafana expands variables in them: `$$` is a `$` that stays (Grafana, "Provision Grafana"). */
export function traceDatasources(source?: TraceSource): object[] {
  if (!source) return [];
  const { jaeger, logs } = source;
  return [
    {
      name: 'Jaeger',
      uid: JAEGER,
      type: 'jaeger',
      access: 'proxy',
      url: `http://${address(jaeger)}`,
      editable: false,
      jsonData: { nodeGraph: { enabled: true }, ...(logs ? { tracesToLogsV2: logsOfSpan(logs) } : {}) },
    },
    ...(logs ? [logsDatasource(logs)] : []),
  ];
}

/** The logs of the transaction that a span belongs to: OpenWhisk writes that id, not the id of the trace. */
function logsOfSpan({ fields }: LogSource): object {
  return {
    datasourceUid: LOGS,
    spanStartTimeShift: `-${AROUND}`,
    spanEndTimeShift: AROUND,
    filterByTraceID: false,
    filterBySpanID: false,
    customQuery: true,
    query: `${fields.transaction}:"$\${__span.tags["${TRANSACTION_TAG}"]}"`,
  };
}

function logsDatasource({ endpoint, protocol, authorities, indices, fields }: LogSource): object {
  return {
    name: 'Logs',
    uid: LOGS,
    type: 'elasticsearch',
    access: 'proxy',
    url: `${protocol}://${address(endpoint)}`,
    editable: false,
    basicAuth: true,
    basicAuthUser: `$${USERNAME}`,
    jsonData: {
      index: indices,
      timeField: fields.time,
      logMessageField: fields.message,
      logLevelField: fields.level,
      ...(authorities ? { tlsAuthWithCACert: true } : {}),
    },
    secureJsonData: { basicAuthPassword: `$${PASSWORD}`, ...(authorities ? { tlsCACert: `$${AUTHORITY}` } : {}) },
  };
}

/** The variables that the data sources refer to. */
export function traceEnv(source?: TraceSource): Env {
  if (!source?.logs) return {};
  const { user, authorities } = source.logs;
  return {
    [USERNAME]: { secret: user.secret, key: user.usernameKey },
    [PASSWORD]: { secret: user.secret, key: user.passwordKey },
    ...(authorities ? { [AUTHORITY]: authorities } : {}),
  };
}

/** Endpoints that Grafana connects to for traces and their logs. */
export function traceEndpoints(source?: TraceSource): Endpoint[] {
  return source ? [source.jaeger, ...(source.logs ? [source.logs.endpoint] : [])] : [];
}

/** Where the exemplars of the Prometheus data source lead to: the ones of spans and of the API server have the id of their trace. */
export function exemplarDestinations(source?: TraceSource): object {
  return source ? { exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: JAEGER }] } : {};
}
