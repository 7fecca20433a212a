import { z } from 'zod';
import { promDuration } from './common';
import { clientTls, credentials } from './http-client';

/** Modules that every blackbox exporter of a platform has. */
export const PROBE_MODULES = ['http', 'tcp', 'tls'] as const;

const expressions = (what: string) =>
  z.array(z.string().min(1).describe('RE2 expression, not anchored.')).default([]).describe(what);

const http = z
  .strictObject({
    method: z.enum(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']).default('GET').describe('Method of the request.'),
    headers: z
      .record(
        z.string().regex(/^(?!authorization$)[A-Za-z0-9!#$%&'*+.^_`|~-]+$/i, {
          error: 'the name of an HTTP header other than Authorization, which basicAuthSecret and bearerTokenSecret set',
        }),
        z.string().describe('Value of the header.'),
      )
      .default({})
      .describe('Headers of the request.'),
    body: z.string().optional().describe('Body of the request. Default: none.'),
    validStatusCodes: z
      .array(z.number().int().min(100).max(599).describe('Status code.'))
      .default([])
      .describe('Status codes of a successful probe. Default: 2xx.'),
    followRedirects: z.boolean().default(true).describe('Whether redirects are followed.'),
    requireTLS: z.boolean().default(false).describe('Fails without TLS, also after redirects.'),
    bodyMatches: expressions('Expressions that the body has to match, each of them.'),
    bodyExcludes: expressions('Expressions that the body must not match, none of them.'),
    ...credentials,
    tls: clientTls(),
  })
  .optional()
  .describe('Probes by an HTTP request.');

const tcp = z
  .strictObject({
    tls: clientTls().describe('TLS from the start, or with startTLS. Default: no TLS.'),
    startTLS: z.boolean().default(false).describe('Begins TLS after the dialogue; needs tls.'),
    dialogue: z
      .array(
        z
          .strictObject({
            expect: z.string().min(1).optional().describe('RE2 expression that a line of the server has to match.'),
            send: z.string().min(1).optional().describe('Line to send.'),
          })
          .describe('A step: wait for a line, send a line, or both in this order.'),
      )
      .default([])
      .describe('Lines to expect and to send. Default: only the connection is probed.'),
  })
  .optional()
  .describe('Probes by a TCP connection.');

const dns = z
  .strictObject({
    name: z.string().min(1).describe('Name to query.'),
    type: z
      .enum(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'SRV', 'TXT'])
      .default('A')
      .describe('Type of the record.'),
    transport: z.enum(['udp', 'tcp']).default('udp').describe('Transport protocol.'),
    recursion: z.boolean().default(true).describe('Asks for recursion.'),
    validCodes: z
      .array(z.enum(['NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED']).describe('Response code.'))
      .default([])
      .describe('Response codes of a successful probe. Default: NOERROR.'),
    answerMatches: expressions('Expressions that some record of the answer has to match, each of them.'),
  })
  .optional()
  .describe('Probes a DNS server, the target, by a query.');

/** Modules of the user for the blackbox exporter. */
export const probeModulesSchema = z
  .record(
    z.string().regex(/^[a-z][a-z0-9_-]*$/, { error: 'a name of lower-case letters, digits, _ and -' }),
    z
      .strictObject({
        timeout: promDuration().default('10s').describe('Timeout of a probe.'),
        ipProtocol: z.enum(['ip4', 'ip6']).default('ip4').describe('IP protocol that is tried first.'),
        http,
        tcp,
        dns,
      })
      .describe('A module, with one of http, tcp and dns.'),
  )
  .default({})
  .describe('Further modules of the blackbox exporter, by name (docs/monitoring.md, "Probes").');
