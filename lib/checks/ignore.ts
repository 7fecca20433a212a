import { globMatches } from '../text/glob';
import type { Finding } from './finding';
import { factsOf, RULES, type RuleId } from './rule-list';
import type { CheckedObject, Subject } from './subject';

/** Annotation of an object with the findings about it that are accepted, each with its reason: `FS-405=it writes to its files`. */
const IGNORE = 'faas-stack/ignore';

/** A finding that is accepted. */
export interface Ignore {
  readonly rule: RuleId;
  /** The object, as `Kind/name`, where `*` stands for any text. @default - every object */
  readonly object?: string;
  readonly reason: string;
}

/** An ignore of another form; nothing is ignored without a reason. */
export interface IgnoreMistake {
  readonly problem: string;
  readonly fix: string;
}

/** Reads an ignore such as `FS-101=reason` or `FS-101:Deployment/web=reason`. */
export function parseIgnore(text: string): Ignore | IgnoreMistake {
  const [, rule = '', object, reason = ''] = /^\s*([^:=\s]*)\s*(?::([^=]*))?(?:=(.*))?$/s.exec(text) ?? [];
  if (!isRule(rule)) {
    return {
      problem: `there is no rule '${rule}' in '${text}'`,
      fix: 'write an id such as FS-101=reason; docs/rules lists them',
    };
  }
  if (reason.trim() === '') {
    return {
      problem: `'${text}' gives no reason`,
      fix: `write why the finding is accepted: ${text.replace(/=\s*$/, '').trim()}=reason`,
    };
  }
  return { rule, reason: reason.trim(), ...(object === undefined ? {} : { object: object.trim() }) };
}

function isRule(text: string): text is RuleId {
  return Object.hasOwn(RULES, text);
}

/** Findings, those that are accepted apart. */
export interface Sifted {
  readonly findings: readonly Finding[];
  readonly ignored: readonly { readonly finding: Finding; readonly reason: string }[];
}

/** Takes the accepted findings out; an ignore without a finding, or without a reason, is a finding of its own. */
export function sift({ objects, others = [] }: Subject, all: readonly Finding[], given: readonly Ignore[]): Sifted {
  const findings: Finding[] = [];
  const ignored: { finding: Finding; reason: string }[] = [];
  const used = new Set<Ignore>();
  const annotated = new Map<string, { readonly object: CheckedObject; readonly ignores: readonly Ignore[] }>();
  for (const object of [...objects, ...others]) {
    const text = object.manifest.metadata.annotations?.[IGNORE];
    if (text === undefined) continue;
    const read = text
      .split(/[\n;]/)
      .filter((part) => part.trim() !== '')
      .map(parseIgnore);
    annotated.set(object.path, { object, ignores: read.filter((one): one is Ignore => 'rule' in one) });
    for (const mistake of read) {
      if ('problem' in mistake)
        findings.push(useless(object, `its annotation ${IGNORE}: ${mistake.problem}`, mistake.fix));
    }
  }
  for (const finding of all) {
    const ignore = [...(annotated.get(finding.path)?.ignores ?? []), ...given].find((one) => applies(one, finding));
    if (!ignore) {
      findings.push(finding);
      continue;
    }
    used.add(ignore);
    ignored.push({ finding, reason: ignore.reason });
  }
  for (const { object, ignores } of annotated.values()) {
    for (const ignore of ignores) {
      if (!used.has(ignore))
        findings.push(
          useless(object, `its annotation ${IGNORE} accepts ${ignore.rule}, which is not found here`, 'remove it'),
        );
    }
  }
  const unused = given.filter((ignore) => !used.has(ignore));
  const nowhere = unused.map((ignore): Finding => {
    const { rule, object } = ignore;
    const where = object === undefined ? '' : `:${object}`;
    return {
      ...warning(),
      object: rule,
      path: '--ignore',
      problem: `--ignore ${rule}${where} matches no finding`,
      fix: 'remove it, or correct the object',
    };
  });
  return { findings: [...findings, ...nowhere], ignored };
}

function applies({ rule, object }: Ignore, finding: Finding): boolean {
  if (rule !== finding.rule) return false;
  if (object === undefined) return true;
  return globMatches(object, finding.object);
}

const USELESS = 'FS-909';

function warning(): Pick<Finding, 'rule' | 'check' | 'severity'> {
  const { check, severity } = factsOf(USELESS);
  return { rule: USELESS, check, severity };
}

function useless({ manifest, path, file, line }: CheckedObject, problem: string, fix: string): Finding {
  const object = `${manifest.kind}/${manifest.metadata.name}`;
  return { ...warning(), object, path, ...(file === undefined ? {} : { file, line }), problem, fix };
}
