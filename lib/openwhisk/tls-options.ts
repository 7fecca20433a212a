/**
 * Options of the JVM with the protocols and cipher suites of the controllers' client, for API servers and databases with
 * certificates of either kind. By default OpenWhisk only offers TLS 1.2 with suites for RSA keys
 * (core/controller/src/main/resources/application.conf, ssl-config). In the environment they would become keys with hyphens.
 */
export const TLS_OPTIONS = Object.entries({
  enabledProtocols: ['TLSv1.3', 'TLSv1.2'],
  enabledCipherSuites: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  ],
})
  .flatMap(([key, values]) => values.map((value, index) => `-Dssl-config.${key}.${index}=${value}`))
  .join(' ');
