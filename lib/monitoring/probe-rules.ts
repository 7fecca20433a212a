import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { PROBE_MODULES } from '../platform/schema/probe-modules';
import { regexProblem } from '../promql/regex';
import { nearest } from '../text/nearest';
import { identifiesOnce } from './http-client-rules';
import type { ProbeModule } from './probe-modules';

const BLACKBOX = ['monitoring', 'blackbox'];
const PROBERS = ['http', 'tcp', 'dns'] as const;

/** Targets name a module that exists. */
const modulesExist: SectionRule<Monitoring> = ({ blackbox: { targets, modules } }) => {
  const names = [...PROBE_MODULES, ...Object.keys(modules)];
  return targets.flatMap(({ module }, index): Mistake[] => {
    if (names.includes(module)) return [];
    const near = nearest(module, names);
    return [
      {
        path: [...BLACKBOX, 'targets', index, 'module'],
        problem: `there is no module '${module}'`,
        allowed: names.join(', '),
        fix: `${near ? `write ${near}, or ` : ''}add the module to monitoring.blackbox.modules`,
      },
    ];
  });
};

const modulesAreRight: SectionRule<Monitoring> = ({ blackbox: { modules } }) =>
  Object.entries(modules).flatMap(([name, module]) => {
    const path = [...BLACKBOX, 'modules', name];
    return [
      ...isNew(name, path),
      ...hasOneProber(module, path),
      ...identifiesOnce(module.http ?? {}, [...path, 'http']),
      ...startsTls(module, path),
      ...expressionsAreRight(module, path),
    ];
  });

function isNew(name: string, path: ConfigPath): Mistake[] {
  if (!(PROBE_MODULES as readonly string[]).includes(name)) return [];
  const allowed = `names other than ${PROBE_MODULES.join(', ')}`;
  const problem = `every platform has a module '${name}'`;
  return [{ path, problem, allowed, fix: `write another name, such as my-${name}` }];
}

function hasOneProber(module: ProbeModule, path: ConfigPath): Mistake[] {
  const used = PROBERS.filter((prober) => module[prober] !== undefined);
  if (used.length === 1) return [];
  const problem = used.length > 1 ? `it has ${used.join(' and ')}` : 'it has no prober';
  const fix = used.length > 1 ? 'split it into several modules' : 'add one of them, such as http: {}';
  return [{ path, problem, allowed: `one of ${PROBERS.join(', ')}`, fix }];
}

function startsTls({ tcp }: ProbeModule, path: ConfigPath): Mistake[] {
  if (!tcp?.startTLS || tcp.tls) return [];
  const problem = 'there are no settings of the TLS that it begins';
  const allowed = 'startTLS together with tls';
  return [{ path: [...path, 'tcp', 'startTLS'], problem, allowed, fix: 'add tls: {}, or remove startTLS' }];
}

function expressionsAreRight({ http, tcp, dns }: ProbeModule, path: ConfigPath): Mistake[] {
  const lists: [ConfigPath, readonly string[]][] = [
    [['http', 'bodyMatches'], http?.bodyMatches ?? []],
    [['http', 'bodyExcludes'], http?.bodyExcludes ?? []],
    [['dns', 'answerMatches'], dns?.answerMatches ?? []],
  ];
  const all: [ConfigPath, string][] = [
    ...lists.flatMap(([key, list]) => list.map((text, index): [ConfigPath, string] => [[...key, index], text])),
    ...(tcp?.dialogue ?? []).flatMap(({ expect }, index): [ConfigPath, string][] =>
      expect === undefined ? [] : [[['tcp', 'dialogue', index, 'expect'], expect]],
    ),
  ];
  return all.flatMap(([key, text]) => {
    const why = regexProblem(text);
    const allowed = 'a regular expression of RE2';
    return why
      ? [{ path: [...path, ...key], problem: `'${text}' is not valid: ${why}`, allowed, fix: 'correct it' }]
      : [];
  });
}

/** Rules of the blackbox exporter; none while it is off. */
export const probesAreRight: SectionRule<Monitoring> = (spec, platform) =>
  spec.blackbox.enabled ? [modulesExist, modulesAreRight].flatMap((rule) => rule(spec, platform)) : [];
