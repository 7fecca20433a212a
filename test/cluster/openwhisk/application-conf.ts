import type { Generation, Program } from '../../../lib/openwhisk/contract/programs';

/**
 * What decides on clusters among the values that OpenWhisk's own configuration files have. The controller has the scheduler's jar,
 * and with it that file, on its class path (OpenWhisk ef725a6 and 1fae641: core/{controller,scheduler}/src/main/resources/
 * application.conf, common/scala/src/main/resources/application.conf, core/controller/build.gradle).
 */
export function applicationConf(system: Generation, program: Extract<Program, 'controller' | 'scheduler'>): string {
  return [
    `${system}.actor.provider = cluster`,
    `${system}.actor.allow-java-serialization = off`,
    `${system}.remote.artery { enabled = on, transport = tcp }`,
    `${system}.cluster.shutdown-after-unsuccessful-join-seed-nodes = 60s`,
    `${system}.http.server.preview.enable-http2 = on`,
    `${system}.http.client.parsing.max-content-length = 50m`,
    'whisk.cluster.use-cluster-bootstrap = false',
    ...(program === 'controller'
      ? [
          'ssl-config.enabledProtocols = ["TLSv1.2"]',
          `ssl-config.enabledCipherSuites = [${['CBC_SHA', 'CBC_SHA256', 'GCM_SHA256'].map((mode) => `"TLS_ECDHE_RSA_WITH_AES_128_${mode}"`).join(', ')}]`,
        ]
      : []),
    // The test's own: what the members log, and that on standard output.
    `${system} { loglevel = INFO, loggers = ["${system === 'akka' ? '' : 'org.apache.'}${system}.event.Logging$DefaultLogger"] }`,
    '',
  ].join('\n');
}

/**
 * What decides on metrics among the values of OpenWhisk's own file, the same in both generations (OpenWhisk ef725a6 and 1fae641,
 * common/scala/src/main/resources/application.conf).
 */
export function metricsConf(): string {
  return [
    'kamon.modules { prometheus-reporter.enabled = false, host-metrics.enabled = false }',
    'kamon.metric.tick-interval = 1 second',
    'kamon.prometheus.start-embedded-http-server = no',
    'whisk.metrics { prometheus-enabled = false, kamon-enabled = false, kamon-tags-enabled = false }',
    'whisk.metrics.kamon-enabled = ${?METRICS_KAMON}',
    'whisk.metrics.kamon-tags-enabled = ${?METRICS_KAMON_TAGS}',
    '',
  ].join('\n');
}

/** What decides on tracing among the values of OpenWhisk's own files (common/scala and core/<program>: application.conf). */
export function tracingConf(program: Exclude<Program, 'user-events'>): string {
  const component = `${program[0]?.toUpperCase()}${program.slice(1)}`;
  return [`whisk.tracing.component = "${component}"`, 'whisk.tracing.cache-expiry = 30 seconds', ''].join('\n');
}
