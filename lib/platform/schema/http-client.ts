import { z } from 'zod';
import { line } from './values';
import { host, httpUrl, objectName } from './common';

const secret = (keys: string) => objectName().optional().describe(`Secret in the monitoring namespace with ${keys}.`);

/** Verification of a server, and the client's own certificate. */
export const clientTls = () =>
  z
    .strictObject({
      caSecret: secret('the key `ca.crt`: the CA certificates that the server is verified against'),
      certificateSecret: secret('the keys `tls.crt` and `tls.key`: the client certificate'),
      serverName: host()
        .optional()
        .describe('Name in the certificate of the server. Default: the host that is connected to.'),
      insecure: z.boolean().default(false).describe('Skips the verification of the certificate.'),
    })
    .optional()
    .describe('TLS of the connection. Default: the public CAs of the image.');

/** Verification of a server, and the client's own certificate. */
export type ClientTls = NonNullable<z.output<ReturnType<typeof clientTls>>>;

/** Proxy of an HTTP client. */
export const proxy = {
  proxyUrl: z
    .string()
    .regex(/^https?:\/\/[^\s/?#@]+\/?$/, {
      error: 'an http or https URL without a user and a path, such as http://proxy.example.org:3128',
    })
    .optional()
    .describe('Proxy. Default: none.'),
  noProxy: line()
    .optional()
    .describe('Hosts, domains and CIDRs that are connected to without the proxy, separated by commas.'),
};

/** Proxy and TLS of an HTTP client. */
export const httpConnectionShape = {
  ...proxy,
  followRedirects: z.boolean().optional().describe('Whether redirects are followed. Default: true.'),
  tls: clientTls(),
};

/** Credentials that are sent with each request; at most one kind. */
export const credentials = {
  basicAuthSecret: secret('the keys `username` and `password`'),
  bearerTokenSecret: secret('the key `token`'),
};

/** OAuth 2.0, with a description of the URL that issues the tokens. */
export const oauth2 = (tokenUrl: string) =>
  z
    .strictObject({
      existingSecret: objectName().describe(
        'Secret in the monitoring namespace with the keys `clientId` and `clientSecret`.',
      ),
      tokenUrl: httpUrl().describe(tokenUrl),
      scopes: z.array(line().describe('A scope.')).default([]).describe('Scopes of the token.'),
      params: z
        .record(z.string(), z.string().describe('Value of the parameter.'))
        .default({})
        .describe('Further parameters of the token request.'),
    })
    .optional()
    .describe('OAuth 2.0, with client credentials.');

/** Settings of an HTTP client. */
export const httpClient = () =>
  z.strictObject({
    ...httpConnectionShape,
    ...credentials,
    oauth2: oauth2(
      'URL that issues the tokens. With https, its certificate has to be signed by a public CA: the operator drops the TLS settings of this request.',
    ),
  });

/** Settings of an HTTP client. */
export type HttpClient = z.output<ReturnType<typeof httpClient>>;
